"""What an errand says, in its person's language: a notice's letter, a digest, or a code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from activities.notices.errand import Errand, Told
from activities.notices.proofs import GOOD_FOR, code_of
from domain.letters import Entry, Letter, digest, letter, proof_letter
from domain.replies.tokens import ANSWERABLE, token_of
from schemas.channels import Rhythm
from schemas.language import LANGUAGES, Language


@dataclass(frozen=True)
class Wording:
    """Writes for one installation: `base_url` has no slash at its end, `secret` is what codes are derived from.

    `takes_answers`: letters that ask for a verdict may be answered by letter.
    """

    base_url: str
    secret: bytes
    takes_answers: bool = False

    def written(self, errand: Errand) -> Letter:
        """The words of an errand. Raises KeyError as `domain.letters.letter` does."""
        language = language_of(errand)
        if errand.proof is not None:
            code = code_of(self.secret, errand.proof.id)
            return proof_letter(code, GOOD_FOR // timedelta(minutes=1), language=language)
        rhythm = cast(Rhythm, errand.deliveries[0].rhythm)
        if rhythm == "at_once":
            return self.letter_of(errand, errand.notices[0])
        entries = [Entry(one.kind, one.facts, note_of(errand, one)) for one in errand.notices]
        return digest(entries, rhythm, language=language, name=errand.person.name, base_url=self.base_url)

    def letter_of(self, errand: Errand, notice: Told) -> Letter:
        """The words of one of its notices by itself; raises as `written` does."""
        return letter(
            notice.kind,
            notice.facts,
            language=language_of(errand),
            name=errand.person.name,
            base_url=self.base_url,
            note_text=note_of(errand, notice),
            takes_answers=self.answer_token(errand) is not None,
            undo_link=self._undo_link(notice),
        )

    def answer_token(self, errand: Errand) -> str | None:
        """What speaks for its person when the errand's letter is answered, None where it takes no answer."""
        is_one = len(errand.notices) == 1 and errand.channel == "email"
        if not self.takes_answers or errand.proof is not None or not is_one:
            return None
        notice, delivery = errand.notices[0], errand.deliveries[0]
        if notice.kind not in ANSWERABLE or delivery.rhythm != "at_once":
            return None
        return token_of(self.secret, "answer", notice.id)

    def _undo_link(self, notice: Told) -> str:
        answer_id = notice.facts.get("answer_id")
        return f"{self.base_url}/undo/{token_of(self.secret, 'undo', answer_id)}" if answer_id else ""


def language_of(errand: Errand) -> Language:
    """The person's language, or the first where it is none of ours."""
    return next((known for known in LANGUAGES if known == errand.person.language), LANGUAGES[0])


def note_of(errand: Errand, notice: Told) -> str | None:
    """The reason that somebody typed, if there is one and it was not erased."""
    return errand.notes.get(notice.facts.get("note_id", ""))


def date_of(errand: Errand) -> datetime:
    """When it was due, the same for every attempt: the making of its notice or proof, the hour of its digest (UTC)."""
    if errand.proof is not None:
        return errand.proof.made_at
    if errand.deliveries[0].rhythm == "at_once":
        return errand.notices[0].made_at
    return max(delivery.due_at for delivery in errand.deliveries)
