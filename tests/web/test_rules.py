"""The editor of rules: what they mean in words and dates before they are taken."""

from playwright.sync_api import expect

from tests.api.stage import POLICY, numbered
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_coordinator_sees_what_rules_mean_and_takes_them(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"/desk{paper.path}")
    page.get_by_role("link", name="Правила документа").click()
    own = page.url.removeprefix(site.url)
    look(own, stage.coordinator)
    look(own, stage.coordinator, language="en")
    review = page.get_by_role("group", name="Рецензирование", exact=True)
    review.get_by_label("Длится", exact=True).fill("7")
    page.get_by_label("Редакция согласована, если за неё").select_option("share")
    page.get_by_label("Доля: числитель").fill("2")
    page.get_by_label("Доля: знаменатель").fill("3")
    page.get_by_role("button", name="Показать словами и датами").click()
    words = page.get_by_role("region", name="Как пойдёт работа по этим правилам")
    expect(words).to_contain_text("7 рабочих дней")
    expect(words).to_contain_text("двух третей")
    page.get_by_label("Причина").fill("Съезд перенесён")
    page.get_by_role("button", name="Принять эти правила").click()
    expect(page.get_by_role("status")).to_contain_text("Правила приняты")
    taken = stage.items(f"{paper.path}/timeline")[-1]
    assert (taken["type"], taken["reason"]) == ("document_policy_changed", "Съезд перенесён")
    policy = taken["event"]["policy"]
    assert policy["review"]["limit"]["working_days"] == 7
    assert policy["vote"]["share"] == {"numerator": 2, "denominator": 3}
    drafting = {name: value for name, value in policy["drafting"]["limit"].items() if value is not None}
    assert drafting == POLICY["drafting"]["limit"]


def test_rules_that_cannot_be_are_told_and_nothing_typed_is_lost(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"/desk{paper.path}/rules")
    page.get_by_role("group", name="Написание", exact=True).get_by_label("Длится", exact=True).fill("много")
    page.get_by_role("button", name="Показать словами и датами").click()
    expect(page.get_by_role("alert")).to_be_visible()
    field = page.get_by_role("group", name="Написание", exact=True).get_by_label("Длится", exact=True)
    expect(field).to_have_value("много")
    expect(field).to_have_attribute("aria-invalid", "true")


def test_weights_and_what_carries_over_are_set_and_stay(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    name = numbered("Федерация")
    organisation = stage.world.made("/organisations", stage.administrator, {"name": name})
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"/desk{paper.path}/rules")
    page.get_by_label("Чей голос весит больше, 1").select_option(label=name)
    page.get_by_label("Сколько весит, 1").fill("много")
    page.get_by_label("Голос имеет").select_option("organisation")
    page.get_by_label("Правило должно выполняться").select_option("true")
    page.get_by_label("Прежние отзывы на новую редакцию переносятся").select_option("wording")
    page.get_by_label("Доля слов: числитель").fill("1")
    page.get_by_label("Доля слов: знаменатель").fill("20")
    page.get_by_label("Особые мнения").select_option("")
    page.get_by_role("button", name="Показать словами и датами").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Сколько весит, 1")).to_have_value("много")
    page.get_by_label("Сколько весит, 1").fill("3")
    page.get_by_role("button", name="Показать словами и датами").click()
    expect(page.get_by_label("Чей голос весит больше, 1")).to_have_value(organisation)
    expect(page.get_by_label("Чей голос весит больше, 3")).to_have_value("")
    page.get_by_label("Причина").fill("Так решил съезд")
    page.get_by_role("button", name="Принять эти правила").click()
    expect(page.get_by_role("status")).to_contain_text("Правила приняты")
    policy = stage.items(f"{paper.path}/timeline")[-1]["event"]["policy"]
    vote = {key: policy["vote"][key] for key in ("voice", "per_body", "weights")}
    assert vote == {"voice": "organisation", "per_body": True, "weights": [{"of": organisation, "weight": 3}]}
    assert policy["carry_over"] == {"up_to": "wording", "wording_limit": {"numerator": 1, "denominator": 20}}
    assert policy["publish_dissent"] is False
    # The next change begins from these: what is not touched stays.
    page.get_by_label("Голос имеет").select_option("person")
    page.get_by_label("Причина").fill("И так")
    page.get_by_role("button", name="Принять эти правила").click()
    expect(page.get_by_role("status")).to_contain_text("Правила приняты")
    then = stage.items(f"{paper.path}/timeline")[-1]["event"]["policy"]
    assert then == policy | {"vote": policy["vote"] | {"voice": "person"}}
