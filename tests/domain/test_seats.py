"""Seats of an open phase after somebody changed: nobody's voice is lost, and nobody who may begin is kept out."""

from domain.section.electorate import ballot, seated
from domain.section.evolve import evolve
from schemas.section import Elector, Note, Part, Phase, SectionState, Verdict, Vote
from schemas.section_events import Reassigned, Recused

NOTE = Note(id="note", hash="0" * 64)
SECTION = SectionState(id="s", document_id="d", coordinator_id="coordinator")


def test_round_opened_before_electors_were_kept_counts_all_its_voters_after_a_reassignment():
    objection = Vote(person_id="b", verdict=Verdict.DISAGREE)
    opened = SECTION.model_copy(
        update={"phase": Phase.REVIEW, "reviewers": ("a", "b", "c"), "voters": ("a", "b", "c"), "votes": (objection,)}
    )
    joined = Elector(person_id="d", organisation_id="guild")
    after = evolve(opened, Reassigned(part=Part.REVIEWER, leaves="a", joins="d", elector=joined, note=NOTE))
    assert ballot(after).electors == (joined, Elector(person_id="b"), Elector(person_id="c"))
    assert ballot(after).votes == (objection,)


def test_drafting_whose_only_editor_left_goes_on_with_whoever_is_put_in_their_place():
    alone = SECTION.model_copy(update={"phase": Phase.DRAFTING, "editors": ("e",), "drafters": ("e",)})
    left = evolve(alone, Recused(person_id="e", part=Part.EDITOR, reason="deactivated", base=0))
    assert seated(left) == ()
    joined = Elector(person_id="n")
    after = evolve(left, Reassigned(part=Part.EDITOR, leaves="e", joins="n", elector=joined, note=NOTE))
    assert (after.editors, seated(after)) == (("n",), ("n",))
