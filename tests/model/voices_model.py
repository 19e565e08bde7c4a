"""Why a verdict or a signature is refused, in plain ifs; part of a section's model."""

from schemas.section_commands import DeclineToSign, GiveVerdict, Sign, TakeBackVerdict
from tests.model.duties_model import Duties


class Voices(Duties):
    """The part of a section's model that judges what a voter or a signer does."""

    round: int

    def why_not_vote(self, command: GiveVerdict, actor: str) -> set[str]:
        found = self.why_not_speak(command, actor)
        if self.phase == "review" and command.verdict == "disagree" and command.note is None:
            found.add("reasons_required")
        return found

    def why_not_take_back(self, command: TakeBackVerdict, actor: str) -> set[str]:
        found = self.why_not_speak(command, actor)
        if not found and self.votes[self.seat(actor)] is None:
            found.add("verdict_not_given")
        return found

    def why_not_speak(self, command: GiveVerdict | TakeBackVerdict, actor: str) -> set[str]:
        if self.phase != "review":
            return {"round_closed"} if self.round else {"round_closed", "wrong_phase"}
        assert self.head
        found = self.why_not_act(actor)
        if command.revision_id != self.head["id"]:
            found.add("outdated_revision")
        return found

    def why_not_sign(self, command: Sign | DeclineToSign, actor: str) -> set[str]:
        if self.phase != "sign_off":
            return {"not_in_sign_off"}
        assert self.head
        found = self.why_not_act(actor)
        if command.revision_id != self.head["id"]:
            found.add("outdated_revision")
        if isinstance(command, Sign) and command.text_hash != self.head["text_hash"]:
            found.add("outdated_revision")
        seat = self.seat(actor)
        if isinstance(command, Sign) and self.signed.get(seat):
            found.add("already_signed")
        if isinstance(command, Sign) and seat in self.unsigned() and seat not in self.turn():
            found.add("not_your_turn")
        return found
