"""Tables of outside experts: who was asked to read which revision, and what they advised."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Guest(SQLModel, table=True):
    """A named outside expert, asked to one revision in one round; their person has no account.

    `opened_at` is when a link of theirs was first opened; nothing is open to them once `revoked_at` is set or
    `expires_at` is past.
    """

    __tablename__ = "guests"
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id")
    cycle: int
    round: int
    invited_by: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None = None
    revoked_at: datetime | None = None


class OutsideOpinion(SQLModel, table=True):
    """What an outside expert who is no voter advised on a revision; the last one stands, and all stay.

    Its words are the note `note_id`; where they call for an answer they are the remark `remark_id`, too.
    """

    __tablename__ = "outside_opinions"
    id: str = Field(primary_key=True)
    guest_id: str = Field(foreign_key="guests.id", index=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id")
    verdict: str
    note_id: str | None = None
    remark_id: str | None = None
    at: datetime
