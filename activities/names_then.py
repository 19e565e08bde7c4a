"""What people, bodies, organisations and documents were called when something happened: what papers and editions print.

A paper about a day does not change when somebody is called otherwise later. Whoever was erased has a designation only.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import Body, Document, EarlierName, Organisation, Person


class NamesThen:
    """Names by id and instant, read once in a session."""

    def __init__(self, session: Session) -> None:
        self._people = {row.id: row for row in session.exec(select(Person))}
        self._others = dict(session.exec(select(Body.id, Body.name)).all())
        self._others |= dict(session.exec(select(Organisation.id, Organisation.name)).all())
        self._others |= dict(session.exec(select(Document.id, Document.title)).all())
        self._earlier: dict[str, list[EarlierName]] = {}
        for row in session.exec(select(EarlierName).order_by(col(EarlierName.until), col(EarlierName.id))):
            self._earlier.setdefault(row.subject_id, []).append(row)

    def person(self, person_id: str, at: datetime) -> str:
        """What a person was called at a UTC instant."""
        return (self._then(person_id, at) or self._people[person_id]).name

    def who(self, person_id: str, at: datetime) -> dict[str, str]:
        """The same with the position and the organisation that they had then."""
        row = self._then(person_id, at) or self._people[person_id]
        organisation = self.other(row.organisation_id, at)
        return {"person": row.name, "position": row.position, "organisation": organisation}

    def other(self, subject_id: str | None, at: datetime) -> str:
        """What a body, an organisation or a document was called at a UTC instant; empty without one."""
        then = self._then(subject_id or "", at)
        return then.name if then else self._others.get(subject_id or "", "")

    def _then(self, subject_id: str, at: datetime) -> EarlierName | None:
        return next((row for row in self._earlier.get(subject_id, ()) if at <= row.until), None)
