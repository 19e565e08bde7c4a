"""The `veche` command: it only puts the families of commands together and ends the process as they say."""

import sys
import traceback
from typing import NoReturn

import typer
from pydantic import ValidationError

from app.commands import accounts, audit, demo, files, keeping, rehearsing, running, texts
from app.ending import end
from app.speech import Stopped, say, say_refused
from schemas.problems import Refused


def _leave_with(code: int | None) -> None:
    raise typer.Exit(code or 0)


cli = typer.Typer(
    help="Вече: от плана документа до подписанного издания / Veche: from outline to signed edition.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    result_callback=_leave_with,
)
for family in (running, demo, accounts, files, texts, rehearsing, audit, keeping):
    family.add_to(cli)


def run(arguments: list[str]) -> int:
    """Carry out one command line; its exit code. What a person can mend is said in a sentence."""
    try:
        cli(arguments, prog_name="veche")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    except Exception as error:
        return _say_why(error)
    return 0


def _say_why(error: Exception) -> int:
    match error:
        case Stopped():
            say(error.ru, error.en, sys.stderr)
            return error.exit_code
        case Refused():
            say_refused(error)
            return 2
        case ValidationError(title="Settings"):
            _say_wrong_settings(error)
            return 2
        case _:
            traceback.print_exception(error)
            return 1


def _say_wrong_settings(wrong: ValidationError) -> None:
    for error in wrong.errors(include_input=False, include_url=False):
        if error["type"] == "unknown_setting":
            _say_unknown_setting(**error["ctx"])
            return
        if error["type"] != "default_factory_not_called":  # the consequence of another error in the list
            name, why = f"VECHE_{error['loc'][0]}".upper(), error["msg"]
            say(f"Настройка {name} не подходит: {why}.", f"Bad setting {name}: {why}.", sys.stderr)


def _say_unknown_setting(name: str, likely: str) -> None:
    meant = (f" Возможно, имелась в виду {likely}.", f" Perhaps {likely} is meant.") if likely else ("", "")
    say(
        f"Настройки {name} нет.{meant[0]} Исправьте имя или уберите её.",
        f"There is no setting {name}.{meant[1]} Correct the name or remove it.",
        sys.stderr,
    )


def main() -> NoReturn:
    """Carry out this process's command line and end the process."""
    end(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
