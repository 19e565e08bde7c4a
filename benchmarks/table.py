"""The README's table of figures, written from the results so that no figure is typed by hand."""

from pathlib import Path

from benchmarks.figures import RESULTS, Figure, Results

_README = Path(__file__).parents[1] / "README.md"
_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"


def write_table(results_file: Path = RESULTS, readme: Path = _README) -> None:
    """Replace what stands between the two marks of the README by the results."""
    results = Results.model_validate_json(results_file.read_bytes())
    before, begin, rest = readme.read_text(encoding="utf-8").partition(_BEGIN)
    _old, end, after = rest.partition(_END)
    if not (begin and end):
        raise ValueError(f"{readme.name} has no place for the figures: {_BEGIN} … {_END}")
    readme.write_text(f"{before}{_BEGIN}\n{table_of(results)}\n{_END}{after}", encoding="utf-8")


def table_of(results: Results) -> str:
    """The figures as a table, under the machine they came from."""
    lines = [f"{results.machine}, {results.at:%Y-%m-%d}, in one run (`make bench`):", ""]
    lines += ["| figure | found | solid | aim |", "|---|---|---|---|"]
    for name, figure in results.figures.items():
        found = f"{_number(figure.value)}{f' {figure.unit}' if figure.unit else ''}"
        limits = " | ".join(_limit(figure, limit) for limit in (figure.solid, figure.aim))
        lines.append(f"| `{name}`: {figure.what} | {found} | {limits} |")
    return "\n".join(lines)


def _limit(figure: Figure, limit: float | None) -> str:
    if limit is None:
        return ""
    sign = "≥" if figure.better == "more" else "≤"
    return f"{sign} {_number(limit)} {'met' if figure.meets(limit) else 'not met'}"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
