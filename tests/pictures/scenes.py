"""What stands on the pictures: the demo's people at work on its document, with limits in days, as in life."""

from demo import scenes_edition as edition
from demo import scenes_setup as setup
from demo.client import Address
from demo.pandoc import word_file
from demo.rules import PLANS
from demo.stage import Stage, revised, written
from demo.table import Teller

GROWTH = "За последние годы землячества выросли втрое."
GROWTH_DATED = "С 2015 по 2022 год землячества выросли втрое: с трёхсот до девятисот участников по годовым отчётам."


def under_way(address: Address, email: str, password: str) -> Stage:
    """Six sections, each somewhere else: two approved, two in review, one to be signed, one to be written."""
    stage = setup.let_everybody_in(address, address.sign_in(email, password), Teller("ru"))
    setup.make_document(stage)
    for number, plan in PLANS.items():
        people = {
            part: [stage.people[key].id for key in keys]
            for part, keys in (
                ("editors", plan.editors),
                ("reviewers", plan.reviewers),
                ("approvers", plan.approvers),
            )
        }
        version = stage.section(number)["version"]
        stage.coordinator.do("PUT", stage.path(number, "/people"), people, version=version)
    for title, due in (("Собрать годовые отчёты", "1 февраля 2027 г."), ("Утвердить стратегию", "1 июня 2027 г.")):
        form = {"title": title, "body": "редакционная группа", "due": {"words": due}}
        stage.coordinator.do("POST", f"{stage.document}/milestones", form)
    setup.launch(stage)
    _revised(stage)
    _from_word(stage)
    stage.hand_in(3, "pavel", written("3"))
    stage.verdict(3, "timur", "agree")
    stage.verdict(3, "nina", "agree")
    stage.hand_in(6, "pavel", written("6"))
    _approved(stage, 5, "irina")
    return stage


def published(stage: Stage) -> None:
    """What is left is agreed to and signed, and the whole is published."""
    for number in (1, 2):
        stage.verdict(number, "timur", "agree")
        stage.answer(number, PLANS[number].editors[0], "noted", "Учтём в следующем издании.")
    for number in (1, 2, 3):
        stage.sign(number, *PLANS[number].approvers)
    _agreed(stage, 6)
    _approved(stage, 4, "gleb")
    edition.approve_the_whole(stage)
    edition.publish(stage)


def _revised(stage: Stage) -> None:
    """A question, a disagreement, a better text, and new remarks on it."""
    first = stage.hand_in(1, "pavel", written("1"))
    _remark(stage, "nina", 1, first, "землячества выросли втрое", "question", "За какие годы и по каким данным?")
    stage.verdict(1, "darya", "agree")
    stage.verdict(1, "nina", "disagree", "Рост назван без лет и без источника, проверить его нельзя.")
    stage.coordinator.do("POST", stage.path(1, "/return"), {"reason": "Назовите годы и источник."})
    stage.answer(1, "pavel", "accepted", "С 2015 по 2022 год, по годовым отчётам; дополнили.")
    second = stage.hand_in(1, "pavel", revised(written("1"), GROWTH, GROWTH_DATED), first)
    _remark(stage, "nina", 1, second, "по годовым отчётам", "remark", "Хорошо бы сослаться на сами отчёты.")
    stage.verdict(1, "darya", "agree")


def _from_word(stage: Stage) -> None:
    given = stage.people["irina"].upload(stage.path(2, "/revisions"), "goals.docx", word_file(written("2")))
    revision_id = stage.in_review(2, given, written("2"))
    quote, better = "не меньше трети дел", "не меньше трети дел землячества"
    _remark(stage, "timur", 2, revision_id, quote, "proposal", "Точнее сказать, чьи дела", replacement=better)
    stage.verdict(2, "darya", "agree")


def _remark(
    stage: Stage, by: str, number: int, revision_id: str, quote: str, kind: str, text: str, **more: str
) -> None:
    form = {"revision_id": revision_id, "kind": kind, "text": text, "quote": quote, **more}
    stage.people[by].do("POST", stage.path(number, "/comments"), form)


def _approved(stage: Stage, number: int, editor: str) -> None:
    stage.hand_in(number, editor, written(str(number)))
    _agreed(stage, number)


def _agreed(stage: Stage, number: int) -> None:
    for reviewer in PLANS[number].reviewers:
        if stage.section(number)["phase"] == "review":
            stage.verdict(number, reviewer, "agree")
    stage.sign(number, *PLANS[number].approvers)
