"""Commands about texts in files: they need no installation and no server, and begin at once."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.speech import Stopped, say
from schemas.problems import PROBLEMS, Refused

if TYPE_CHECKING:
    from schemas.conversion import Converted, TargetFormat
    from schemas.text import Conflict

MOST_BYTES = 32 << 20
"""Of a file no more is read; the door refuses less than that with its own sentence."""

Base = Annotated[Path, typer.Argument(help="Прежний текст / the text as it was (.md, .docx, .odt, .html)")]
Head = Annotated[Path, typer.Argument(help="Новый текст / the text as it is now (.md, .docx, .odt, .html)")]

_MERGED_FORMS: "dict[str, TargetFormat]" = {".md": "markdown", ".docx": "docx", ".odt": "odt"}


def read_text(file: Path) -> "Converted":
    """The canonical text of a file, through the door and the jail that uploads go through.

    Raises Stopped, with the file's name and what a person can do, for whatever cannot be read.
    """
    from activities.convert.reader import Converter  # noqa: PLC0415
    from schemas.conversion import ConvertSettings  # noqa: PLC0415

    content = read_bytes(file)
    with tempfile.TemporaryDirectory(prefix="veche-") as folder, _naming(file):
        return Converter(ConvertSettings(slots_folder=Path(folder))).to_ast(content, file.name)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """What is refused inside is told with the file's name."""
    try:
        yield
    except Refused as refused:
        problem = PROBLEMS[refused.code]
        ru, en = (sentence.format_map(refused.facts) for sentence in (problem.ru, problem.en))
        raise Stopped(f"{file}: {ru}", f"{file}: {en}") from refused


def read_bytes(file: Path) -> bytes:
    """What a file holds, up to `MOST_BYTES`. Raises Stopped if it cannot be opened."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES)
    except OSError as error:
        raise Stopped(
            f"{file}: файл не открывается: проверьте имя и права на чтение.",
            f"{file}: the file does not open: check its name and the right to read it.",
        ) from error


def classify(base: Base, head: Head) -> int:
    """Назвать вид изменения и что затронуто / Tell the kind of a change, then what was touched."""
    from domain.text.classify import change_kind  # noqa: PLC0415
    from domain.text.compare import compare  # noqa: PLC0415
    from domain.touched import KINDS, told  # noqa: PLC0415

    old, new = read_text(base).ast, read_text(head).ast
    change = change_kind(compare(old, new), old, new)
    typer.echo(change.kind.name)
    say(KINDS[change.kind]["ru"], KINDS[change.kind]["en"])
    for found in change.touched:
        typer.echo(f"- {told(found)}")
    return 0


def inspect(
    file: Annotated[Path, typer.Argument(help="Файл / the file (.docx, .odt, .md)")],
) -> int:
    """Показать, что есть в файле кроме текста / Tell, as JSON, what a file holds besides its text."""
    from activities.convert.file_contents import contents_of, inspected  # noqa: PLC0415
    from schemas.conversion import ConvertSettings  # noqa: PLC0415

    content = read_bytes(file)
    with _naming(file):
        contents = contents_of(content, file.name, ConvertSettings(slots_folder=Path()))
    typer.echo(inspected(contents, content, read_text(file).warnings))
    return 0


def diff(
    base: Base,
    head: Head,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Файл .docx, .html, .json или .txt / the file to write")
    ] = None,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="В двух столбцах, только .html / two columns, .html only")
    ] = False,
) -> int:
    """Показать правки: файлом Word с исправлениями, страницей, данными, текстом / Show what changed."""
    from app.redline import FORMS, Compared, written  # noqa: PLC0415

    suffix = output.suffix.lower() if output else ".txt"
    if suffix not in FORMS:
        raise Stopped(
            f"{output}: окончание «{suffix}» неизвестно; нужно одно из: {', '.join(FORMS)}.",
            f"{output}: the suffix '{suffix}' is not known; use one of {', '.join(FORMS)}.",
        )
    compared = Compared(read_text(base).ast, read_text(head).ast, base.name, head.name)
    content = written(compared, suffix, side_by_side=side_by_side)
    if output is None:
        typer.echo(content.decode(), nl=False)
        return 0
    _write(output, content)
    return 0


def merge(
    base: Annotated[Path, typer.Argument(help="Общая основа / the text that both began with (.md, .docx, .odt)")],
    ours: Annotated[Path, typer.Argument(help="Наш текст / our text")],
    theirs: Annotated[Path, typer.Argument(help="Их текст / their text")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Файл .md, .docx или .odt / the file to write")],
) -> int:
    """Свести две правки одного текста; 1, если есть столкновения / Merge two edits of a text; 1 if they collide."""
    from activities.convert.reader import Converter  # noqa: PLC0415
    from domain.text.merge import merge as merged  # noqa: PLC0415
    from schemas.conversion import ConvertSettings  # noqa: PLC0415
    from schemas.text import Conflict  # noqa: PLC0415

    form = _MERGED_FORMS.get(output.suffix.lower())
    if form is None:
        raise Stopped(
            f"{output}: окончание «{output.suffix}» неизвестно; нужно одно из: {', '.join(_MERGED_FORMS)}.",
            f"{output}: the suffix '{output.suffix}' is not known; use one of {', '.join(_MERGED_FORMS)}.",
        )
    result = merged(*(read_text(file).ast for file in (base, ours, theirs)))
    if isinstance(result, Conflict):
        _tell(result, ours.name, theirs.name)
        return 1
    with tempfile.TemporaryDirectory(prefix="veche-") as folder, _naming(output):
        content = Converter(ConvertSettings(slots_folder=Path(folder))).from_ast(result.ast, form)
    _write(output, content)
    return 0


def _tell(conflict: "Conflict", ours: str, theirs: str) -> None:
    """Name every place where two edits collide; nothing is written then."""
    places = len(conflict.blocks)
    say(f"Столкновений: {places}; ничего не записано.", f"Conflicts: {places}; nothing was written.")
    for place in conflict.blocks:
        say(f"{place.index + 1}-й абзац основы:", f"Paragraph {place.index + 1} of the base:")
        for name, words in (("=", place.base), (ours, place.ours), (theirs, place.theirs)):
            typer.echo(f"  {name}: {words or '—'}")


def _write(output: Path, content: bytes) -> None:
    """Write a file. Raises Stopped if the place does not allow it."""
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Stopped(
            f"{output}: файл не записывается: {error.strerror}.", f"{output}: cannot be written: {error.strerror}."
        ) from error


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    for command in (classify, diff, inspect, merge):
        cli.command()(command)
