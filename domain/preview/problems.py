"""Why a policy would be refused, all of it at once."""

from datetime import datetime

from domain.policy import checks
from schemas.language import Language
from schemas.policy import Policy
from schemas.preview import PreviewProblem
from schemas.problems import PROBLEMS, Refused


def found_problems(
    policy: Policy, voters: int | None, signers: int | None, now: datetime, language: Language
) -> tuple[PreviewProblem, ...]:
    """Everything that `domain.policy.check` would refuse from `now` on; what is not known of people is left aside."""
    found: dict[str, PreviewProblem] = {}
    for check in checks(policy, voters, signers, now):
        try:
            check()
        except Refused as refused:
            problem = PROBLEMS[refused.code]
            detail = (problem.ru if language == "ru" else problem.en).format_map(refused.facts)
            found[detail] = PreviewProblem(code=refused.code, detail=detail)
    return tuple(found.values())
