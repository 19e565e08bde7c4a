"""The shape of what every language has to say: the texts of all kinds, and the words they are put together from."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Subject = Literal["section", "document"]
"""What a letter is about."""


class Text(NamedTuple):
    """What one kind of notice says; placeholders in braces are filled from the facts and the tongue's words.

    `asked` is empty where nothing is asked; `until` says how the deadline, if there is one, is told (a key of
    `Tongue.until`); `why` is a key of `Tongue.why`.
    """

    subject: str
    happened: str
    asked: str
    until: str
    why: str


@dataclass(frozen=True)
class Tongue:
    """All words of one language.

    `topics` name document and section in the subject, `places` in the text (by grammatical form); `missing` and
    `acts` are by the phase that is open, or by the answers that it waits for, `parts` by the part in a section,
    `returned` by what ended the round, `grace` by why silence could not count, `answers` by what was answered to a
    remark, `ended` by the outcome of a disagreement, `judges` by the part whose people decide, `recusals` by why one
    left, `passings` and `standing_in` by how a duty came to a deputy, `lackings` by why one could not take over, which
    `lacking` puts together.
    `judged` tells who judged an earlier revision what became of their verdict (`opinions`), `outdated` by why, and of a
    change by its kind; `judged_carried` where it counts; `compared` where to see what changed.
    `by_letter` says how to answer a letter that takes an answer, whose farewell is `answerable_farewell`; `taken` what
    an answer was, by its verdict, `not_taken` why one was refused, by the code (the empty one for all others), and
    `undo` comes before the link that takes it back.
    `guest_page` comes before the link to the one page that an outside expert can open, in place of `link`.
    `touched` says what a basis changed in, `unseen_bases` that nobody has looked at it yet.
    """

    greeting: str
    greeting_nameless: str
    note: str
    nothing_asked: str
    link: dict[Subject, str]
    guest_page: str
    farewell: str
    topics: dict[Subject, str]
    places: dict[Subject, dict[str, str]]
    until: dict[str, str]
    because: str
    why: dict[str, str]
    missing: dict[str, str]
    acts: dict[str, str]
    parts: dict[str, str]
    parts_taken: dict[str, str]
    returned: dict[str, str]
    grace: dict[str, str]
    answers: dict[str, str]
    ended: dict[str, str]
    judges: dict[str, str]
    recusals: dict[str, str]
    passings: dict[str, str]
    standing_in: dict[str, str]
    lacking: str
    lackings: dict[str, str]
    published: dict[Subject, str]
    judged: str
    judged_carried: str
    opinions: dict[str, str]
    outdated: dict[str, str]
    compared: str
    by_letter: str
    answerable_farewell: str
    taken: dict[str, str]
    not_taken: dict[str, str]
    undo: str
    touched: str
    unseen_bases: str
    texts: dict[str, Text]
