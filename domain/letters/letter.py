"""`letter`: the subject and text that tell one person of one notice; pure, the texts lie beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.letters.english import ENGLISH
from domain.letters.russian import RUSSIAN
from domain.letters.tongue import Subject, Tongue
from domain.touched import touched_in_words
from domain.words import deadline_in_words, moment_in_words
from schemas.deadline import Deadline
from schemas.language import Language

TONGUES: dict[Language, Tongue] = {"ru": RUSSIAN, "en": ENGLISH}
"""Every language that letters are written in."""


@dataclass(frozen=True)
class Letter:
    """A letter's one-line subject and its plain text, which ends with a line feed."""

    subject: str
    text: str


def letter(
    kind: str,
    facts: dict[str, Any],
    *,
    language: Language,
    name: str,
    base_url: str,
    note_text: str | None,
    takes_answers: bool = False,
    undo_link: str = "",
) -> Letter:
    """Write the letter of a notice.

    `facts` are those of the notice's row, `name` is the person's, `base_url` has no slash at its end, and
    `note_text` is the reason somebody typed, or None if there was none or it was erased. `takes_answers`: it may be
    answered by letter; `undo_link` takes back what such an answer did.
    Raises KeyError for an unknown kind, or where a fact that the kind needs is missing.
    """
    tongue = TONGUES[language]
    said = what_is_said(kind, facts, language=language, base_url=base_url, note_text=note_text)
    paragraphs = [
        greeting(tongue, name),
        said.happened,
        "\n".join(filter(None, [said.asked or tongue.nothing_asked, said.until])),
        f"{tongue.undo}\n{undo_link}" if undo_link else "",
        tongue.by_letter if takes_answers else "",
        f"{said.open}\n{said.link}",
        f"{said.because}\n{tongue.answerable_farewell if takes_answers else tongue.farewell}",
    ]
    return Letter(subject=said.subject, text="\n\n".join(filter(None, paragraphs)) + "\n")


@dataclass(frozen=True)
class Said:
    """What a notice says, apart from the form of a letter; `asked` and `until` are empty where nothing is asked."""

    subject: str
    happened: str
    asked: str
    until: str
    open: str
    link: str
    because: str


def what_is_said(kind: str, facts: dict[str, Any], *, language: Language, base_url: str, note_text: str | None) -> Said:
    """The words of a notice, for a letter of its own or a digest; takes and raises what `letter` does."""
    tongue = TONGUES[language]
    subject: Subject = "section" if "section_id" in facts else "document"
    text = tongue.texts[kind]
    words = _words(tongue, subject, facts) | _of_bases(tongue, language, facts) | _of_deputies(tongue, facts)
    if facts.get("meeting"):
        meeting = facts["meeting"]
        words["meeting"] = moment_in_words(datetime.fromisoformat(meeting["at"]), meeting["zone"], language)
    until = ""
    if text.until and facts.get("deadline"):
        moment = deadline_in_words(Deadline.model_validate(facts["deadline"]), language)
        until = tongue.until[text.until].format(until=moment)
    happened = [text.happened.format_map(words), *_of_judged(tongue, facts, words, base_url)]
    if note_text and note_text.strip():
        happened.append(tongue.note.format(note=_paragraph(note_text)))
    if facts.get("unseen_bases") and facts.get("phase") == "sign_off":
        happened.append(tongue.unseen_bases)
    topic = tongue.topics[subject].format_map(words)
    return Said(
        subject=f"{text.subject}: {topic}",
        happened="\n".join(happened),
        asked=text.asked.format_map(words),
        until=until,
        open=tongue.guest_page if facts.get("guest_id") else tongue.link[subject],
        link=f"{base_url}/{_page(subject, facts)}",
        because=tongue.because.format(why=tongue.why[text.why].format_map(words)),
    )


def _page(subject: Subject, facts: dict[str, Any]) -> str:
    """What a notice leads to; an outside expert can open no page but their own, who is asked for help has a desk."""
    if facts.get("guest_id"):
        return f"guest/{facts['guest_id']}"
    desk = "desk/" if facts.get("asks") else ""
    return f"{desk}{subject}s/{facts[f'{subject}_id']}"


def one_line(text: str) -> str:
    """Text that somebody typed, as one line: white space made single blanks, invisible characters left out.

    Line breaks, control characters and marks that turn the direction of writing could forge headers or names.
    """
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _words(tongue: Tongue, subject: Subject, facts: dict[str, Any]) -> dict[str, str]:
    """What placeholders may name; a fact that is not there leaves its words out, so that no text can use it."""
    words = {name: one_line(str(value)) for name, value in facts.items() if value is not None}
    words |= {form: place.format_map(words) for form, place in tongue.places[subject].items()}
    words["published"] = tongue.published[subject]
    chosen = {
        "missing": tongue.missing.get(words.get("awaits", words.get("phase", ""))),
        "act": tongue.acts.get(words.get("awaits", words.get("phase", ""))),
        "ended": tongue.ended.get(words.get("outcome", "")),
        "answered": tongue.answers.get(words.get("answer", "")),
        "part_name": tongue.parts.get(words.get("part", "")),
        "part_taken": tongue.parts_taken.get(words.get("part", "")),
        "returned": tongue.returned.get(words.get("by", "")),
        "judges": tongue.judges.get(words.get("part", "")),
        "passing": tongue.passings.get(words.get("by", "")),
        "standing_in": tongue.standing_in.get(words.get("by", "")),
        "recusal": tongue.recusals.get(words.get("reason", "")),
        "taken_words": tongue.taken.get(words.get("taken", "")),
        "not_taken_words": tongue.not_taken.get(words.get("why", ""), tongue.not_taken[""]),
        "grace": tongue.grace.get(words.get("reason", "")),
    }
    return words | {name: word for name, word in chosen.items() if word is not None}


def _of_bases(tongue: Tongue, language: Language, facts: dict[str, Any]) -> dict[str, str]:
    """What was touched in a basis, as a sentence with a blank before it; nothing where the record does not say."""
    touched = touched_in_words(facts.get("touched") or [], language)
    return {"touched": f" {tongue.touched.format(touched=touched)}" if touched else ""}


def _of_deputies(tongue: Tongue, facts: dict[str, Any]) -> dict[str, str]:
    """Why nobody may stand in, each reason with its count, as a sentence with a blank before it."""
    reasons = Counter(facts.get("reasons") or [])
    told = ", ".join(f"{tongue.lackings[reason]} ({times})" for reason, times in reasons.items())
    return {"lacking": f" {tongue.lacking.format(reasons=told)}" if told else ""}


def _of_judged(tongue: Tongue, facts: dict[str, Any], words: dict[str, str], base_url: str) -> list[str]:
    """What became of the reader's own verdict on an earlier revision, and where to see what changed since."""
    if not facts.get("judged"):
        return []
    why = facts["why"]
    outdated = tongue.outdated.get(f"{why}.{facts['change']}") or tongue.outdated.get(why, "")
    told = tongue.judged if why else tongue.judged_carried
    link = f"{base_url}/api/v1/revisions/{facts['revision_id']}/redline?base_id={facts['judged_id']}&format=html"
    said = told.format_map(words | {"opinion": tongue.opinions[facts["verdict"]], "outdated": outdated})
    return [said] if facts.get("guest_id") else [said, tongue.compared.format(link=link)]


def greeting(tongue: Tongue, name: str) -> str:
    """How a letter begins, also for who has no name."""
    line = one_line(name)
    return tongue.greeting.format(name=line) if line else tongue.greeting_nameless


def _paragraph(text: str) -> str:
    """Typed text of several lines, each cleaned; empty ones are left out."""
    return "\n".join(line for line in map(one_line, text.splitlines()) if line)
