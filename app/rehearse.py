"""What `veche rehearse` does: reads a timetable from a file or an installation, and tells what would come of it."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError

from app.speech import Stopped, spoken
from domain.rehearsal import rehearse as rehearsed
from domain.rehearsal.script import scene_of
from domain.rehearsal.words import rehearsal_words
from edge.field_errors import described
from schemas.rehearsal import Behaviour, Behaviours, Rehearsal
from schemas.rehearsal_script import Script
from storage.calendar_ru import russian_calendar

if TYPE_CHECKING:
    from app.settings import Settings

MOST_BYTES = 4 << 20


@dataclass(frozen=True)
class Asked:
    """The command line: a file or a document's id, behaviours as typed, and how to answer."""

    what: str
    everybody: str = ""
    people: tuple[str, ...] = ()
    starts_at: str = ""
    as_json: bool = False


def rehearse(asked: Asked, settings: "Settings | None") -> int:
    """Print the rehearsal; without `settings` that of a file. Raises Stopped and Refused."""
    told = _of_file(asked) if settings is None else _of_document(asked, settings)
    typer.echo(told.model_dump_json(indent=2, exclude={"text"}) if asked.as_json else told.text, nl=asked.as_json)
    return 0


def _of_file(asked: Asked) -> Rehearsal:
    file = Path(asked.what)
    given = _read(file)
    if asked.starts_at:
        given["starts_at"] = asked.starts_at
    try:
        script = Script.model_validate(given)
        script = Script.model_validate(given | {"behaviours": _behaviours(asked, script.behaviours, {})})
    except ValidationError as wrong:
        raise _unfit(file, wrong) from wrong
    told = rehearsed(scene_of(script, russian_calendar()), script.behaviours)
    return told.model_copy(update={"text": rehearsal_words(told, script.behaviours, {}, spoken())})


def _of_document(asked: Asked, settings: "Settings") -> Rehearsal:
    from app.offline import opened  # noqa: PLC0415  a file needs no database
    from schemas.views.rehearsals import RehearsalForm  # noqa: PLC0415
    from services.documents.rehearsals import known_as, read_document, rehearsal_of  # noqa: PLC0415

    with opened(settings, changes=False) as house, house.database.read() as session:
        document = read_document(session, asked.what)
        behaviours = _behaviours(asked, Behaviours(), known_as(session))
        form = {
            "starts_at": asked.starts_at or None,
            "everybody": behaviours.everybody.model_dump(),
            "people": [{"person_id": who} | one.model_dump() for who, one in behaviours.people.items()],
        }
        try:
            return rehearsal_of(house, session, document, RehearsalForm.model_validate(form), spoken())
        except ValidationError as wrong:
            raise _unfit(Path(asked.what), wrong) from wrong


def _read(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Stopped(f"{file}: файл слишком велик.", f"{file}: the file is too large.")
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text) if file.suffix.lower() == ".toml" else json.loads(text)
    except OSError as error:
        raise Stopped(
            f"{file}: файл не открывается: проверьте имя и права на чтение.",
            f"{file}: the file does not open: check its name and the right to read it.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise Stopped(f"{file}: файл не читается: {error}.", f"{file}: the file cannot be read: {error}.") from error
    if not isinstance(given, dict):
        raise Stopped(f"{file}: нужен объект с полями.", f"{file}: an object with fields is needed.")
    return given


def _behaviours(asked: Asked, given: Behaviours, known: Mapping[str, str]) -> Behaviours:
    """Those of the file with what the command line says; `known` are ids by names and addresses."""
    people = dict(given.people)
    for typed in asked.people:
        name, _, how = typed.rpartition("=")
        people[known.get(name, name)] = _behaviour(how)
    everybody = _behaviour(asked.everybody) if asked.everybody else given.everybody
    return Behaviours(everybody=everybody, people=people)


def _behaviour(typed: str) -> Behaviour:
    if typed in ("in_time", "never"):
        return Behaviour.model_validate({"acts": typed})
    try:
        return Behaviour(acts="late", working_days=int(typed))
    except ValueError as error:
        raise Stopped(
            f"«{typed}» не годится: нужно in_time, never или число рабочих дней; о человеке: имя=число.",
            f"'{typed}' will not do: give in_time, never or a number of working days; for a person: name=number.",
        ) from error


def _unfit(file: Path, wrong: ValidationError) -> Stopped:
    first: dict[str, Any] = dict(wrong.errors(include_input=False, include_url=False)[0])
    where = "".join(f"{part}: " for part in [".".join(str(step) for step in first["loc"])] if part)
    first["loc"] = ("body", *first["loc"])
    ru, en = (described(first, language)["detail"] for language in ("ru", "en"))
    named = en.partition(": ")[2] if first["type"] == "value_error" else ""
    return Stopped(f"{file}: {where}{ru}{named and f': {named}'}.", f"{file}: {where}{en}.")
