"""The scenes of drafting and review: one way for each of the six sections."""

from demo.pandoc import word_file
from demo.stage import Stage, expect, revised, written

NEXT_EDITION = "Учтём в следующем издании."


def disagreed_and_revised(stage: Stage) -> None:
    """Section 1: an expert disagrees, with a remark on exact words; the editor answers and revises."""
    first = written("1")
    revision_id = stage.hand_in(1, "pavel", first)
    quote = "землячества выросли втрое"
    form = {"revision_id": revision_id, "kind": "question", "text": "За какие годы и по каким данным?", "quote": quote}
    comment = stage.people["nina"].do("POST", stage.path(1, "/comments"), form)["id"]
    stage.verdict(1, "darya", "agree")
    stage.verdict(1, "nina", "disagree", "Рост назван без лет и без источника, проверить его нельзя.")
    stage.expect_phase(1, "drafting")
    stage.say(
        "Раздел 1: эксперт не согласна, с замечанием к точным словам; раздел вернулся к редактору",
        "Section 1: an expert disagrees, with a remark on exact words; it went back to its editor",
    )
    stage.answer(1, "pavel", "accepted", "С 2015 по 2022 год, по годовым отчётам; дополнили.")
    second = revised(
        first,
        "За последние годы землячества выросли втрое.",
        "С 2015 по 2022 год землячества выросли втрое: с трёхсот до девятисот участников по годовым отчётам.",
    )
    stage.hand_in(1, "pavel", second, revision_id)
    placed = stage.until(
        "the comment's place in the new revision",
        lambda: stage.people["nina"].get(f"/comments/{comment}")["placement"],
    )
    expect("the commented words", second.replace("\n\n", "\n").split("\n")[placed["block"]].count(quote), 1)
    stage.people["nina"].do("POST", f"/comments/{comment}/resolve")
    for expert in ("darya", "timur", "nina"):
        stage.verdict(1, expert, "agree")
    stage.sign(1, "stepan", "lidia")
    stage.until("the editor of section 2 is told", lambda: stage.inbox("irina", "basis_changed", 1))
    stage.say(
        "Раздел 1: исправлен, согласован всеми и утверждён; редактор раздела 2 узнала, что основание изменилось",
        "Section 1: revised, agreed by all, approved; the editor of section 2 was told that its basis changed",
    )


def by_word_file(stage: Stage) -> None:
    """Section 2: the text comes from Word, with a list, a table and a footnote."""
    text = written("2")
    given = stage.people["irina"].upload(stage.path(2, "/revisions"), "goals.docx", word_file(text))
    revision_id = stage.in_review(2, given, text)
    read = stage.people["darya"].text(stage.path(2, "/text"))
    for wanted in ("| Подготовка", "[^1]: Возраст считается", "3. "):
        expect(f"{wanted!r} in the text read from Word", wanted in read, True)
    form = {
        "revision_id": revision_id,
        "kind": "proposal",
        "text": "Точнее сказать, чьи дела",
        "quote": "не меньше трети дел",
        "replacement": "не меньше трети дел землячества",
    }
    comment = stage.people["timur"].do("POST", stage.path(2, "/comments"), form)["id"]
    stage.people["irina"].do("POST", f"/comments/{comment}/answer", {"answer": "noted", "text": NEXT_EDITION})
    stage.verdict(2, "timur", "agree_with_remarks", "Предложение к третьей цели, на решение не влияет.")
    stage.verdict(2, "darya", "agree")
    stage.expect_phase(2, "review")
    expect(
        "what section 2 waits for", stage.coordinator.get(stage.path(2, "/ballot"))["data"]["waiting_for"], "answers"
    )
    stage.answer(2, "irina", "noted", NEXT_EDITION)
    stage.sign(2, "lidia")
    stage.say(
        "Раздел 2: сдан файлом Word (таблица, сноска, список), согласован с замечаниями; как только на них ответили, "
        "ушёл на подпись и утверждён",
        "Section 2: handed in as a Word file (table, footnote, list), agreed with remarks; as soon as these were "
        "answered, it went to sign-off and was approved",
    )


def merged_from_two_editors(stage: Stage) -> None:
    """Section 3: two editors work on one revision; the later text is kept, merged, looked at and handed in."""
    first = written("3")
    base_id = stage.hand_in(3, "pavel", first)
    _return(stage, "Назовите, кто за что отвечает: Павел в первом направлении, Глеб в третьем.")
    help_ = ("рядом должен быть земляк.", "рядом должен быть земляк. Отвечает районный представитель.")
    trade = ("покупателей и наставников.", "покупателей и наставников. Отвечает деловой совет.")
    stage.hand_in(3, "pavel", revised(first, *help_), base_id)

    gleb = stage.people["gleb"]
    late = revised(first, *trade).encode()
    kept = gleb.upload(stage.path(3, "/revisions"), "text.md", late, base_id=base_id, status=409)
    expect("a text that comes during review", kept["code"], "not_in_drafting")
    stage.say(
        "Раздел 3: текст второго редактора пришёл во время согласования и отложен, ничего не пропало",
        "Section 3: the second editor's text came during the review and was set aside, nothing is lost",
    )
    _return(stage, "Глеб прислал свою часть: соедините обе.")
    proposed = gleb.do("POST", f"/drafts/{kept['draft_id']}/hand-in")
    expect("a text made from an old revision", proposed["outcome"], "merge_proposed")
    merged = gleb.text(f"/drafts/{proposed['draft_id']}/text")
    for passage in (help_[1], trade[1]):
        expect(f"{passage!r} in the merge", passage in merged, True)
    both = revised(revised(first, *help_), *trade)
    stage.in_review(3, gleb.do("POST", f"/drafts/{proposed['draft_id']}/hand-in"), both)
    stage.verdict(3, "timur", "agree")
    stage.verdict(3, "nina", "agree")
    stage.sign(3, "stepan")
    stage.say(
        "Раздел 3: тексты двух редакторов соединены, отправитель просмотрел и сдал; раздел утверждён",
        "Section 3: both editors' texts were merged, looked at and handed in; the section is approved",
    )


def _return(stage: Stage, reason: str) -> None:
    stage.coordinator.do("POST", stage.path(3, "/return"), {"reason": reason})
    stage.expect_phase(3, "drafting")


def missed_deadline(stage: Stage, longer: dict[str, str]) -> None:
    """Section 4: nobody writes in time, the coordinator is told, gives more time and another editor."""
    told = stage.until("the escalation of section 4", lambda: stage.inbox("marina", "escalation", 4))
    expect("escalations of section 4", len(told), 1)
    expect("section 4 is overdue", stage.section(4)["overdue"], True)
    stage.say(
        "Раздел 4: срок подготовки пропущен, координатор узнала об этом",
        "Section 4: its drafting deadline was missed, the coordinator was told",
    )
    path, leaves, joins = stage.path(4), stage.people["gleb"].id, stage.people["olga"].id
    reason = "Редактор уехал в край за документами."
    stage.coordinator.do("POST", f"{path}/extend", {"limit": longer, "reason": reason})
    form = {"part": "editor", "leaves": leaves, "joins": joins, "reason": reason}
    stage.coordinator.do("POST", f"{path}/reassign", form)
    standing = stage.section(4)
    expect("section 4 after the extension", (standing["overdue"], standing["editors"]), (False, [joins]))
    stage.hand_in(4, "olga", written("4"))
    stage.verdict(4, "darya", "agree")
    stage.verdict(4, "nina", "abstain")
    stage.sign(4, "lidia")
    stage.say(
        "Раздел 4: срок продлён, редактор заменён, раздел написан и утверждён",
        "Section 4: more time and another editor were given; it was written and approved",
    )


def ask_the_silent(stage: Stage) -> None:
    """Section 5, first half: one expert agrees, the other says nothing."""
    stage.hand_in(5, "irina", written("5"))
    stage.verdict(5, "darya", "agree")
    stage.expect_phase(5, "review")
    stage.say(
        "Раздел 5: один эксперт согласна, второй молчит; идёт его срок",
        "Section 5: one expert agreed, the other is silent; his time is running",
    )


def tacit_agreement(stage: Stage) -> None:
    """Section 5, second half: after a reminder and the deadline, silence counts as agreement."""
    stage.until("silence counted in section 5", lambda: stage.section(5)["phase"] == "sign_off" or None)
    votes = stage.coordinator.get(stage.path(5, "/ballot"))["votes"]
    fyodor = stage.people["fyodor"].id
    expect("tacit votes in section 5", [vote["person_id"] for vote in votes if vote["tacit"]], [fyodor])
    for kind in ("review_invitation", "review_reminder"):
        expect(f"{kind} of the silent expert", bool(stage.inbox("fyodor", kind, 5)), True)
    stage.sign(5, "stepan")
    stage.say(
        "Раздел 5: молчание после напоминания засчитано как согласие, раздел утверждён",
        "Section 5: silence after a reminder was counted as agreement, the section is approved",
    )
