"""A request for every operation by which a duty changes hands, or its deadline is asked about."""

from typing import Any


def duties(ids: dict[str, str]) -> dict[str, tuple[str, str, Any]]:
    section, why = f"/sections/{ids['section']}", {"reason": "так надо"}
    return {
        "sections.reassign": ("POST", f"{section}/reassign", {"part": "editor", "joins": ids["person"], **why}),
        "sections.delegate": ("POST", f"{section}/delegate", {"deputy_id": ids["person"], **why}),
        "sections.ask_help": ("POST", f"{section}/help", {"asks": "more_time", **why}),
        "sections.remind": ("POST", f"{section}/reminders", {"person_id": ids["person"]}),
        "sections.recuse": ("POST", f"{section}/recuse", why),
    }
