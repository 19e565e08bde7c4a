"""The wording that ended a disagreement, put into the text that its section's editors are writing, in one step."""

from domain.text.anchor import anchor_at
from domain.text.canonical import addressed
from domain.text.merge import merge
from domain.text.merge_many import merge_many
from schemas.actor import Actor
from schemas.merging import Proposed
from schemas.problems import Refused
from schemas.text import Ast, Conflict
from schemas.views.disagreements import DisagreementView
from services.house import House
from services.relations import let_in
from services.sections.disagreements import read_disagreement, wording_of
from services.sections.writings import TRIES, kept, standing_of
from storage.tables import Placement, Revision, Section


def take_wording(house: House, *, actor: Actor, disagreement_id: str) -> str:
    """Put it in place of the words that the remark was about; doing so again changes nothing. The section's id.

    Raises Refused: not_found (also where there is no such wording), not_an_editor, try_again, proposal_overtaken where
    these words have changed since or are gone.
    """
    view = read_disagreement(house, actor=actor, disagreement_id=disagreement_id)
    wording = wording_of(view)
    with house.database.read() as session:
        let_in(session, "sections.submit", actor, view.section_id)
    if not wording:
        raise Refused("not_found")
    for _ in range(TRIES):
        standing = standing_of(house, view.section_id)
        head, changed = _changed(house, view, wording)
        result = merge(head, house.texts.ast(standing.text_hash), changed)
        if isinstance(result, Conflict) or standing.behind is not None:
            raise Refused("proposal_overtaken", head_id="", conflicts=[])
        text_hash = house.texts.keep(result.ast)
        if kept(house, actor, view.section_id, standing, text_hash, standing.base) is not None:
            return view.section_id
    raise Refused("try_again")


def _changed(house: House, view: DisagreementView, wording: str) -> tuple[Ast, Ast]:
    """The latest revision, and the same with the wording in it."""
    with house.database.read() as session:
        head_id = session.get_one(Section, view.section_id).head_id
        head = session.get_one(Revision, head_id)
        place = session.get(Placement, (view.comment_id, head.id))
    if place is None or place.block is None or place.start is None or place.end is None:
        raise Refused("proposal_overtaken", head_id=head.id, conflicts=[])
    ast = house.texts.ast(head.text_hash)
    anchor = anchor_at(addressed(ast), place.block, place.start, place.end)
    merged = merge_many(ast, [Proposed(id=view.id, anchor=anchor, replacement=wording)])
    if not merged.applied:
        raise Refused("proposal_overtaken", head_id=head.id, conflicts=[])
    return ast, merged.ast
