"""What the rows that everybody reads say of where things stand, as far as a stream's entries say it, too."""

from typing import Any

from sqlmodel import Session, SQLModel, select

from schemas.document import DocumentPhase
from storage.tables import Document, Obligation, ObligationPerson, Proposal, Section

Shown = dict[str, Any]
"""The compared columns by name, as plain data."""

_UNTIL_LAUNCH = frozenset({"phase", "coordinator_id", "approvers"})
"""Before its launch a document's row is the authority for these: no entry says who they are."""


def shown_in(session: Session, row: SQLModel | None) -> Shown:
    """What the row says; nothing if it is gone."""
    match row:
        case Section():
            said = {"phase", "cycle", "round", "head_id", "head_number", "text_hash", "deadline"}
        case Document():
            said = {"phase", "cycle", "coordinator_id", "approvers", "candidate", "deadline"}
        case Obligation() | Proposal():
            said = {"state", "deadline"}
        case _:
            return {}
    shown: Shown = row.model_dump(include=said)
    if isinstance(row, Obligation):
        owing = select(ObligationPerson.person_id).where(ObligationPerson.obligation_id == row.id)
        shown["owed_by"] = set(session.exec(owing))
    return shown


def is_shown(state: Any, kind: str, shown: Shown) -> bool:
    """Whether the row of a thing of this kind of stream says what its entries lead to."""
    said = _said(state, kind)
    if kind == "document" and state.phase == DocumentPhase.SETUP:
        if shown.get("phase") not in ("setup", "proposed"):
            return False
        return all(shown[name] == value for name, value in said.items() if name not in _UNTIL_LAUNCH)
    return shown == said


def _said(state: Any, kind: str) -> Shown:
    said: Shown = {"deadline": state.deadline.model_dump(mode="json") if state.deadline else None}
    if kind == "section":
        head = state.head
        return said | {
            "phase": str(state.phase),
            "cycle": state.cycle,
            "round": state.round,
            "head_id": head.revision_id if head else None,
            "head_number": head.number if head else 0,
            "text_hash": head.text_hash if head else None,
        }
    if kind == "document":
        return said | {
            "phase": str(state.phase),
            "cycle": state.cycle,
            "coordinator_id": state.coordinator_id,
            "approvers": list(state.approvers),
            "candidate": state.candidate.model_dump(mode="json") if state.candidate else None,
        }
    said["state"] = str(state.phase)
    return said | ({"owed_by": set(state.owed_by)} if kind == "obligation" else {})
