"""The document templates that ship with Veche."""

from importlib.resources import files

from schemas.outline import DocumentTemplate
from schemas.problems import Refused

SHIPPED = ("development-strategy",)


def template(name: str) -> DocumentTemplate:
    """The template of that name; raises Refused template_unknown."""
    if name not in SHIPPED:
        raise Refused("template_unknown", name=name, known=", ".join(SHIPPED))
    content = (files("schemas") / "templates" / f"{name}.json").read_text(encoding="utf-8")
    return DocumentTemplate.model_validate_json(content)
