"""Tokens and sessions held against the entries that made and ended them: nobody comes in by a row written past them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session, select

from activities.audit.bound import without_entry
from storage.chain import Fault
from storage.journal import INSTALLATION
from storage.tables import Event, Token
from storage.tables import Session as SignIn


class Access:
    """Takes the sound entries of the installation's stream, and then looks at who has access."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tokens: dict[str, tuple[str, str, bool, int]] = {}
        self._sessions = set(session.exec(select(SignIn.token_hash)))

    def look(self, entry: Event, _receipt: Mapping[str, Any] | None) -> None:
        """Take the next sound entry in."""
        said = entry.data
        match entry.type:
            case "signed_in":
                self._sessions.discard(said["session"])
            case "token_added":
                self._tokens[said["token_id"]] = (said["person_id"], " ".join(said["scopes"]), False, entry.seq)
            case "token_revoked":
                person_id, scopes, *_ = self._tokens.get(said["token_id"], (said["person_id"], "", False, 0))
                self._tokens[said["token_id"]] = (person_id, scopes, True, entry.seq)

    def faults(self) -> Iterator[Fault]:
        """The first entry that says otherwise of a token than its row, then what no entry made; rows may be gone."""
        differing, unmade = [], []
        for row in self._session.exec(select(Token).order_by(Token.id)):
            if row.id not in self._tokens:
                unmade.append(without_entry("tokens", row.id))
                continue
            *said, seq = self._tokens[row.id]
            if said != [row.person_id, row.scopes, row.revoked_at is not None]:
                differing.append(seq)
        if differing:
            yield Fault(INSTALLATION, min(differing), "token_differs")
        yield from unmade
        yield from (without_entry("sessions", one) for one in sorted(self._sessions))
