"""Error codes about texts at the door, conversion, comparison, merging and comments."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "outline_without_sections",
        422,
        "В плане не нашлось разделов: нет ни заголовков, ни пронумерованных или выделенных жирным абзацев. "
        "Оформите названия разделов заголовками и пришлите файл снова.",
        "No sections were found in the outline: it has neither headings nor numbered or bold paragraphs. "
        "Make the section titles headings and send the file again.",
    ),
)
