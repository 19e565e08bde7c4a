"""Which of a section's threads somebody wants to see."""

from dataclasses import dataclass
from datetime import datetime

from services.sections.sheets import Thread

STATES = ("open", "answered", "closed", "new")
KINDS = ("remark", "proposal", "question")


@dataclass(frozen=True)
class Chosen:
    """By person, kind and state; empty ones let all through. New is what was said after `since` by others than `me`."""

    person: str
    kind: str
    state: str
    me: str
    since: datetime | None

    @property
    def is_any(self) -> bool:
        """Whether anything is left out at all."""
        return bool(self.person or self.kind or self.state)

    def takes(self, thread: Thread) -> bool:
        """Whether the thread is shown."""
        comment = thread.comment
        said_by = {one.person_id for one in (comment, *thread.replies)}
        return (
            (not self.person or self.person in said_by)
            and (not self.kind or comment.kind == self.kind)
            and (self.state not in STATES or self._stands_so(thread))
        )

    def is_new(self, thread: Thread) -> bool:
        """Whether something was said in it since the reader's last visit."""
        if self.since is None:
            return False
        said = [(one.at, one.person_id) for one in (thread.comment, *thread.replies)]
        said += [(one.at, one.person_id) for one in thread.comment.answers]
        return any(at > self.since and by != self.me for at, by in said)

    def _stands_so(self, thread: Thread) -> bool:
        state = thread.comment.state
        match self.state:
            case "new":
                return self.is_new(thread)
            case "closed":
                return state in ("resolved", "withdrawn")
            case "answered":
                return state not in ("open", "resolved", "withdrawn")
        return state == self.state
