"""What somebody says in a letter: their own lines without quotations and signature, and the verdict in the first."""

import re
from typing import NamedTuple

from schemas.section import Verdict

_QUOTED = re.compile(r"^\s*[>|»]")
# A letter is a stranger's: every pattern here takes time in proportion to its text, however that was made up.
_ADDRESS = r"<[^\s<>@]+@[^\s<>@]+>"
_WROTE = re.compile(rf"(пиш(ет|ут|у)|писал[аи]?|написал[аи]?|wrote|writes|{_ADDRESS})\s*[:：]\s*$", re.IGNORECASE)
_BEGINS_WROTE = re.compile(
    rf"^(on\s.*\d|\w{{2}},?\s.*\d.*|\d{{1,2}}[.\-/ ]\S+[.\-/ ].*|\S+@\S+.*|.*{_ADDRESS}.*)", re.IGNORECASE
)
_BY_PROGRAM = re.compile(rf"(^on\s.*\d{{4}}|\d{{1,2}}:\d{{2}}|{_ADDRESS})", re.IGNORECASE)
"""What only a mail program puts before «пишет:»: the time, or the address of who wrote."""
_LINE = re.compile(r"^\s*(_{10,}|-{10,})\s*$")
_HEADER = re.compile(r"^\s*(from|от|от кого|sent|отправлено|to|кому|date|дата|subject|тема)\s*:\s*\S", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^\s*(-{2,}\s*(original message|исходное сообщение|forwarded message|пересылаемое сообщение|"
    r"пересланное сообщение|переадресованное сообщение)\s*-*)\s*$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^(-- ?|—\s*|sent from my .+|отправлено (с|из) .+|get outlook for .+|с уважением,?.*|best regards,?.*|regards,?|"
    r"kind regards,?.*)$",
    re.IGNORECASE,
)
_MORE = r"(?P<rest>$|\s*[.…!:;,—–-].*)"
_NO_MORE = r"(?P<rest>\s*([.…!]+\s*)?$)"
_WORDS = (
    (Verdict.AGREE_WITH_REMARKS, r"(согласн[аоы]?|согласен|согласую|agreed?|i agree)\s+(с замечани\w+|with remarks?)"),
    (Verdict.DISAGREE, r"(не\s+согласн[аоы]?|не\s+согласен|не\s+согласую|disagreed?|i disagree|i do not agree)"),
    (Verdict.ABSTAIN, r"(воздерживаюсь|воздержал(ся|ась)|abstain(ed)?|i abstain)"),
    (Verdict.AGREE, r"(согласн[аоы]?|согласен|согласую|agreed?|i agree)"),
)
_COURTESY = re.compile(
    r"(здравствуйте|добр(ый день|ый вечер|ое утро)|(большое )?спасибо( вам| большое)?( за \w+)?|"
    r"благодарю( вас)?( за \w+)?|всего доброго|с наилучшими пожеланиями|"
    r"hello|(many )?thanks|thank you( very much)?( for (your|the) \w+)?|"
    r"best wishes|sincerely|yours sincerely)[\s.,!]*",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?<!\w)(но|однако|если|кроме|при условии|не соглас\w+|замечани\w+|but|however|if|unless|except|provided|"
    r"disagree|remarks?)(?!\w)",
    re.IGNORECASE,
)
"""What a signature does not say, and what is added below one sometimes does."""
_DISCLAIMER = re.compile(r"письм|сообщени|конфиденциал|e-?mail|message|confidential|recipient", re.IGNORECASE)
"""What an organisation's mail server puts below every letter."""
_REMARKING = (Verdict.AGREE_WITH_REMARKS, Verdict.DISAGREE)
_VERDICTS = tuple(
    (verdict, re.compile(rf"^{words}{_MORE if verdict in _REMARKING else _NO_MORE}", re.IGNORECASE))
    for verdict, words in _WORDS
)
"""Only where reasons belong to the verdict may they stand in its line: «согласен, но …» is no plain agreement."""


_UNSEEN = "\ufeff\u200b\u2060 \t\r\n"
"""What may stand before the first word without being seen: the mark of the byte order, spaces of no width."""


class Said(NamedTuple):
    """The verdict, if the first line is one, and what was said besides; empty where nothing was."""

    verdict: Verdict | None
    text: str


def own_lines(text: str) -> str:
    """What the letter's writer wrote themselves: what they answer to and their signature are cut off."""
    return _own(text)[0]


def _own(text: str) -> tuple[str, str]:
    """What the letter's writer wrote themselves, and what stands below the beginning of their signature."""
    kept: list[str] = []
    lines = text.lstrip(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    below: list[str] | None = None
    for place, line in enumerate(lines):
        if _SEPARATOR.match(line) or _introduces(lines, place):
            break
        if below is None and _SIGNATURE.match(line.strip()):
            below = []
        if not _QUOTED.match(line):
            (kept if below is None else below).append(line.rstrip())
    return "\n".join(kept).strip(), "\n".join(below or []).strip()


def _introduces(lines: list[str], place: int) -> bool:
    """Whether a quotation begins here: a mail program's line or header, or «… пишет:» with quoted lines below.

    A program may have broken its «… пишет:» into two or three lines. What a person writes in their own text, a line of
    underscores or «Автор пишет:», begins none.
    """
    if _LINE.match(lines[place]) or _HEADER.match(lines[place]):
        return _is_header(lines, place if _HEADER.match(lines[place]) else place + 1)
    if not _BEGINS_WROTE.match(lines[place].strip()) and not _WROTE.search(lines[place]):
        return False
    for many in (1, 2, 3):
        said = " ".join(lines[place : place + many]).strip()
        if _WROTE.search(said):
            return _BY_PROGRAM.search(said) is not None or bool(_QUOTED.match(_next(lines, place + many)))
    return False


def _is_header(lines: list[str], place: int) -> bool:
    """Whether what is next from here is the head of another letter, or quoted: one line with an address, or two."""
    first = _next(lines, place)
    if _HEADER.match(first) is None:
        return _QUOTED.match(first) is not None
    return "@" in first or _HEADER.match(_next(lines, lines.index(first, place) + 1)) is not None


def _next(lines: list[str], place: int) -> str:
    """The next line that is not empty."""
    return next((line for line in lines[place:] if line.strip()), "")


def said_in(text: str, name: str = "") -> Said:
    """What a letter says. A first line that is no verdict and nothing else makes all of it a comment.

    So does more below a verdict that takes no reasons: «Согласен», and then «если …», is no plain agreement either.
    Thanks, greetings and the writer's `name` may stand there; of a signature it counts only if it seems to say more.
    """
    own, below = _own(text)
    if any(_CONDITION.search(line) and not _DISCLAIMER.search(line) for line in below.split("\n")):
        own = f"{own}\n{below}"
    first, _, others = own.partition("\n")
    for verdict, words in _VERDICTS:
        found = words.match(" ".join(first.split()))
        if found is not None and (verdict in _REMARKING or _is_courtesy(others, name)):
            rest = found["rest"].lstrip(" .…!:;,—–-").strip()
            return Said(verdict, "\n".join(filter(None, (rest, others.strip()))))
    return Said(None, own)


def _is_courtesy(text: str, name: str) -> bool:
    return all(_COURTESY.fullmatch(line) or _names(line, name) for line in map(str.strip, text.split("\n")) if line)


def _names(line: str, name: str) -> bool:
    """Whether a line is its writer's name, whole or in part; «А. Орлова» is."""
    parts = re.findall(r"\w+", name.casefold())
    words = set(re.findall(r"\w+", line.casefold()))
    return bool(words) and words <= {*parts, *(part[0] for part in parts)}
