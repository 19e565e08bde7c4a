"""How every code about files that come back, and about proposals, is provoked over HTTP."""

from tests.activities.convert.word_files import deleted, inserted, paragraph, run, word
from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import FIRST, Stage

BACK = FIRST.replace("раз в год", "раз в квартал")


def sending(stage: Stage, section: str, content: bytes, filename: str = "back.md", **query: str) -> Ask:
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    return asking(stage, "POST", f"{section}/readings?filename={filename}{asked}", stage.reviewer, content=content)


def applying(stage: Stage, form: dict[str, object], **query: str) -> Ask:
    section = stage.in_phase("review").section
    if "revision_id" in query:
        query["revision_id"] = str(stage.head(section))
    made = sending(stage, section, BACK.encode(), **query)("ru").json()
    return asking(stage, "POST", f"/readings/{made['id']}/apply", stage.reviewer, form)


@provokes("changes_unresolved")
def _(stage: Stage) -> Ask:
    content = word(paragraph(run("Совет "), deleted("весной"), inserted("осенью")))
    section = stage.in_phase("drafting").section
    return lambda language: stage.submit(section, content, filename="a.docx", language=language)


@provokes("file_of_another_section")
def _(stage: Stage) -> Ask:
    head = stage.head(stage.in_phase("review").section)
    content = stage.call("GET", f"/revisions/{head}/text?format=docx", stage.reviewer).content
    return sending(stage, stage.in_phase("review").section, content, "back.docx")


@provokes("reading_without_revision")
def _(stage: Stage) -> Ask:
    return sending(stage, stage.in_phase("drafting").section, FIRST.encode())


@provokes("reading_too_large")
def _(stage: Stage) -> Ask:
    paper = stage.launched()
    texts = ["".join(f"Слово {n} {word} конец\n\n" for n in range(2_100)) for word in ("первое", "второе")]
    stage.hand_in(paper.section, texts[0])
    return sending(stage, paper.section, texts[1].encode())


@provokes("revision_unconfirmed")
def _(stage: Stage) -> Ask:
    return applying(stage, {})


@provokes("reading_of_another_revision")
def _(stage: Stage) -> Ask:
    return applying(stage, {"revision_id": "0" * 36}, revision_id="head")


@provokes("reading_number_unknown")
def _(stage: Stage) -> Ask:
    return applying(stage, {"changes": [7]}, revision_id="head")


@provokes("not_a_proposal")
def _(stage: Stage) -> Ask:
    section = stage.in_phase("review").section
    form = {"revision_id": stage.head(section), "text": "Почему?", "quote": "раз в год"}
    made = stage.world.made(f"{section}/comments", stage.reviewer, form)
    return asking(stage, "POST", f"/comments/{made}/take", stage.editor)


@provokes("proposal_overtaken")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Точнее", "quote": "раз в год"}
    form |= {"kind": "proposal", "replacement": "раз в квартал"}
    made = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST.replace("раз в год", "дважды в неделю"))
    return asking(stage, "POST", f"/comments/{made}/take", stage.editor)
