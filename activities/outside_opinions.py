"""What outside experts advised in a section's cycle, as a sheet lists it: the last opinion of each who had no vote."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from storage.tables import Guest, OutsideOpinion, Section


def last_opinions_in(session: Session, section: Section, voters: Collection[str]) -> list[OutsideOpinion]:
    """The last opinion of everybody but `voters`, in the order in which these were given."""
    of_cycle = (OutsideOpinion.section_id == section.id, Guest.cycle == section.cycle)
    query = select(OutsideOpinion).join(Guest, col(Guest.id) == OutsideOpinion.guest_id).where(*of_cycle)
    rows = session.exec(query.order_by(col(OutsideOpinion.at), col(OutsideOpinion.id))).all()
    last = {row.person_id: row for row in rows if row.person_id not in voters}
    return sorted(last.values(), key=lambda row: (row.at, row.id))
