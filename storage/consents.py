"""The texts of consent to the processing of personal data that ship with Veche, one file a version."""

from importlib.resources import files

from schemas.consent_text import ConsentText
from schemas.problems import Refused

VERSIONS = ("1",)
"""Every version there has been, the present one last; a text that somebody agreed to is never changed."""


def consent_text(version: str = VERSIONS[-1]) -> ConsentText:
    """The text of that version, the present one unless another is named; raises Refused consent_unknown."""
    if version not in VERSIONS:
        raise Refused("consent_unknown", version=version, current=VERSIONS[-1])
    content = (files("schemas") / "consent" / f"{version}.json").read_text(encoding="utf-8")
    return ConsentText.model_validate_json(content)
