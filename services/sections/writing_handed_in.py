"""Handing in what a section's editors wrote together."""

from domain.text.plain import text_blocks
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.views.texts import Submitted
from services.house import House
from services.relations import let_in
from services.sections.submission import hand_in_written
from services.sections.writings import standing_of
from storage.tables import Revision

FILENAME = "razdel.json"


async def hand_in_writing(house: House, *, actor: Actor, act: Act, section_id: str) -> Submitted:
    """Hand in the working text as it was last saved; all whose words are in it are its authors.

    Raises Refused as `submit` does, and upload_empty.
    """

    def written() -> Revision:
        with house.database.read() as session:
            let_in(session, "sections.submit", actor, section_id)
        standing = standing_of(house, section_id)
        words = sum(len(block.text.split()) for block in text_blocks(house.texts.ast(standing.text_hash)))
        if not words:
            raise Refused("upload_empty")
        writers = standing.row.writers if standing.row is not None else []
        return Revision(
            id=new_id(),
            act_id=act.id,
            section_id=section_id,
            person_id=actor.id,
            base_id=standing.base.id if standing.base else None,
            text_hash=standing.text_hash,
            original_hash=standing.text_hash,
            filename=FILENAME,
            format="editor",
            words=words,
            proposers=[writer for writer in writers if writer != actor.id],
            at=house.clock(),
        )

    return await hand_in_written(house, act=act, section_id=section_id, written=written)
