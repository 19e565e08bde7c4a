"""The gate of unanswered remarks as a plain model: what has been said in a section, and whether it may go on."""

from dataclasses import dataclass, field


@dataclass
class Said:
    """A remark as it stands: open, answered, resolved or withdrawn; `judged` is the revision its verdict was on.

    One that was referred to a meeting is a disagreement until its author is content.
    """

    author: str
    stands: str = "open"
    judged: str = ""
    referred: bool = False


@dataclass
class Gate:
    """One section under unanimity: the silent are awaited, abstentions stand outside, one against is enough."""

    voters: tuple[str, ...]
    revision: str
    phase: str = "review"
    remarks: dict[str, Said] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)

    @property
    def unanswered(self) -> set[str]:
        """The remarks that keep the section from its signers."""
        return {id_ for id_, said in self.remarks.items() if said.stands == "open"}

    @property
    def disputed(self) -> bool:
        """Whether a meeting has still to settle something."""
        return any(said.referred and said.stands == "answered" for said in self.remarks.values())

    def standing(self, stands: str, author: str = "") -> list[str]:
        """The remarks that stand so, of one author if there is one named."""
        return [id_ for id_, said in self.remarks.items() if said.stands == stands and author in ("", said.author)]

    def vote(self, person: str, verdict: str, remark: str = "") -> None:
        """A verdict; its words are a remark, and take the place of those that came with the one before."""
        for said in self.remarks.values():
            if (said.author, said.judged, said.stands) == (person, self.revision, "open"):
                said.stands = "withdrawn"
        if remark:
            self.remarks[remark] = Said(person, judged=self.revision)
        self.verdicts[person] = verdict
        self.settle()

    def settle(self) -> None:
        """Where the round goes by what has been said in it."""
        voices = [verdict for verdict in self.verdicts.values() if verdict != "abstain"]
        if self.phase != "review":
            return
        if "disagree" in voices:
            self.phase = "drafting"
        elif len(self.verdicts) == len(self.voters) and voices and not self.unanswered and not self.disputed:
            self.phase = "sign_off"

    def hand_in(self, revision: str) -> None:
        """A new revision: everybody decides anew, remarks stay as they are."""
        self.revision, self.phase, self.verdicts = revision, "review", {}
