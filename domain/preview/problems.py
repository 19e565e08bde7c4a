"""Why a policy would be refused, all of it at once."""

from collections.abc import Callable, Iterable

from domain.refusal_words import refusal_in_words
from schemas.language import Language
from schemas.preview import PreviewProblem
from schemas.problems import Refused


def found_problems(checks: Iterable[Callable[[], None]], language: Language, zone: str) -> tuple[PreviewProblem, ...]:
    """Everything that the checks refuse, each once; instants in it are by the clocks of `zone` (IANA)."""
    found: dict[PreviewProblem, None] = {}
    for check in checks:
        try:
            check()
        except Refused as refused:
            detail = refusal_in_words(refused.code, refused.facts, language, zone)
            section = {name: str(refused.facts.get(name, "")) for name in ("section_id", "section_title")}
            found[PreviewProblem(code=refused.code, detail=detail, **section)] = None
    return tuple(found)
