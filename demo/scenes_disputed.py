"""The scene of a disagreement: a remark upheld, a meeting, leadership's decision, and dissent on record."""

from demo.stage import Stage, expect, written

WORDING = "к 2030 году каждое второе"


def disagreed_to_the_end(stage: Stage) -> None:
    """Section 6: a declined remark is upheld, taken to leadership, and recorded as dissent."""
    revision_id = stage.hand_in(6, "pavel", written("6"))
    quote = "к 2032 году каждое третье"
    form = {"revision_id": revision_id, "kind": "proposal", "text": "Это слишком медленно", "quote": quote}
    timur, pavel, lidia = (stage.people[key] for key in ("timur", "pavel", "lidia"))
    comment = timur.do("POST", stage.path(6, "/comments"), {**form, "replacement": WORDING})["id"]
    stage.answer(6, "pavel", "declined", "Быстрее не получится: столько молодых руководителей ещё не подготовлено.")
    upheld = {"reason": "Землячества Севера дошли до половины за четыре года."}
    disagreement = timur.do("POST", f"/comments/{comment}/uphold", upheld)["disagreement_id"]
    stage.verdict(6, "timur", "agree")
    stage.verdict(6, "nina", "agree")
    stage.expect_phase(6, "review")
    held = stage.coordinator.get(stage.path(6, "/ballot"))["data"]["waiting_for"]
    expect("what section 6 waits for", held, "settlement")
    stage.say(
        "Раздел 6: эксперт настаивает на отклонённом предложении; с разногласием раздел на подпись не уходит",
        "Section 6: an expert upholds a declined proposal; with a disagreement it is not passed on for approval",
    )
    path = f"/disagreements/{disagreement}"
    meeting = {
        "at": "2026-01-12T10:00:00+03:00",
        "place": "Совет землячеств, малый зал",
        "participants": [timur.id, pavel.id, stage.coordinator.id],
        "minutes": "Редактор привёл план подготовки, эксперт остался при своём.",
    }
    stage.coordinator.do("POST", f"{path}/meetings", meeting)
    taken = {"decider_id": lidia.id, "reason": "Стороны встретились и не договорились."}
    stage.coordinator.do("POST", f"{path}/leadership", taken)
    stage.expect_phase(6, "sign_off")
    standing = stage.section(6)
    signature = {"revision_id": standing["head_id"], "text_hash": standing["text_hash"]}
    signature["password"] = stage.passwords["stepan"]
    stage.people["stepan"].do("POST", stage.path(6, "/signatures"), signature)
    stage.expect_phase(6, "sign_off")
    decision = {"decision": "dissent", "reason": "Срок оставляем; мнение эксперта публикуется вместе с текстом."}
    lidia.do("POST", f"{path}/decision", decision)
    stage.expect_phase(6, "approved")
    shown = timur.get(path)
    expect("both wordings", (shown["standing"], shown["proposed"], shown["state"]), (quote, WORDING, "dissent"))
    stage.say(
        "Раздел 6: стороны не договорились, руководство оставило текст, записано особое мнение; раздел утверждён",
        "Section 6: the parties did not agree, leadership let the text stand, dissent is recorded; it is approved",
    )
