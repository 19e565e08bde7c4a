import ast
from pathlib import Path

from edge.field_reasons import REASONS

RECORDED = {"base64 with spare bits"}
"""What no form has."""


def test_every_reason_of_a_form_has_its_russian() -> None:
    raised = [
        node.exc.args[0]
        for file in (Path(__file__).parents[2] / "schemas").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        if isinstance(node.exc.func, ast.Name) and node.exc.func.id == "ValueError"
    ]
    starts = {
        str(said.value if isinstance(said, ast.Constant) else getattr(said.values[0], "value", "")).removesuffix(": ")
        for said in raised
        if isinstance(said, ast.Constant | ast.JoinedStr)
    }
    assert len(raised) > 15, "the scan looks at the wrong place"
    assert {one for one in starts - RECORDED if not any(known.startswith(one) for known in REASONS)} == set()
