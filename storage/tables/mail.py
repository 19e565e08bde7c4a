"""The table of letters that answered a notice."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class MailAnswer(SQLModel, table=True):
    """A letter that was taken: what it did is told to its person with a link that undoes it; its text is not here.

    `act_id` is the act that it was; `verdict` is empty for a comment, which `comment_id` names.
    """

    __tablename__ = "mail_answers"
    id: str = Field(primary_key=True)
    act_id: str = Field(unique=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    notice_id: str = Field(index=True)
    section_id: str = Field(foreign_key="sections.id")
    revision_id: str = Field(foreign_key="revisions.id")
    verdict: str = ""
    comment_id: str | None = None
    at: datetime
    undone_at: datetime | None = None
