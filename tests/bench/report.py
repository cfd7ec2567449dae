"""Writes the results as a table, in plain text and in Markdown."""

from collections.abc import Iterable, Mapping, Sequence

from bench.results import Measurement, Results
from bench.targets import TARGETS, Target

Row = Sequence[str]
HEAD = ("", "median", "range", "ratio", "")
TARGET_HEAD = ("target", "limit", "measured", "")
TITLES = {
    "epoch": "Seconds an epoch",
    "kernels": "The kernels",
    "networks": "Networks beside PyTorch, the first epochs and later ones",
    "growth": "How an epoch grows",
    "start": "The start",
    "files": "What a first visit fetches",
    "phone": "On a processor four times slower",
    "small": "Small work and memory",
}


class Text:
    """Aligned columns for a terminal."""

    def heading(self, text: str) -> str:
        return f"\n{text}\n{'=' * len(text)}"

    def subheading(self, text: str) -> str:
        return f"\n{text}"

    def table(self, head: Row, rows: Sequence[Row]) -> str:
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        return "\n".join(self._line(row, widths) for row in (head, *rows))

    def _line(self, row: Row, widths: Sequence[int]) -> str:
        first, *middle, last = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in middle), last[0]]
        return "  " + "  ".join(cells).rstrip()


class Markdown:
    """Tables as README files have them."""

    def heading(self, text: str) -> str:
        return f"\n### {text}"

    def subheading(self, text: str) -> str:
        return f"\n{text[0].upper()}{text[1:]}:\n"

    def table(self, head: Row, rows: Sequence[Row]) -> str:
        middle = ["---:"] * (len(head) - 2)
        lines = (head, ["---", *middle, "---"], *rows)
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(form: Text | Markdown, results: Results, about: Mapping[str, str]) -> str:
    """Everything there is to say.

    Args:
        about: the machine and the versions.
    """
    parts = [form.table(("on", ""), list(about.items()))]
    for section, title in TITLES.items():
        measured = [each for each in results.measurements if each.section == section]
        if measured:
            parts += [form.heading(title), *_section(form, results, measured)]
    targets = [_target(target, results) for target in TARGETS]
    parts += [form.heading("Targets"), form.table(TARGET_HEAD, targets)]
    parts.append("\n" + summary(TARGETS, results))
    return "\n".join(parts) + "\n"


def _section(
    form: Text | Markdown, results: Results, measured: Sequence[Measurement]
) -> Iterable[str]:
    for what in dict.fromkeys(each.what for each in measured):
        those = [each for each in measured if each.what == what]
        if not any(each.case for each in those):
            yield form.subheading(what)
            yield form.table(HEAD, [_row(each, results) for each in those])
            continue
        yield form.subheading(f"{what} ({those[0].unit})")
        yield _by_case(form, results, those)
        for note in dict.fromkeys(f"{each.who}: {each.note}" for each in those if each.note):
            yield form.subheading(note)


def _by_case(form: Text | Markdown, results: Results, measured: Sequence[Measurement]) -> str:
    """A line for each case, a column for each contender."""
    whos = list(dict.fromkeys(each.who for each in measured))
    cells = {(each.case, each.who): _cell(each, results) for each in measured}
    cases = dict.fromkeys(each.case for each in measured)
    rows = [[case, *(cells.get((case, who), "") for who in whos), ""] for case in cases]
    return form.table(["", *whos, ""], rows)


def _cell(measured: Measurement, results: Results) -> str:
    if measured.median is None:
        return "-"
    ratio = results.ratio(measured)
    alone = ratio is None or measured.who == measured.reference
    return number(measured.median) + ("" if alone else f" ({number(ratio)}x)")


def _row(measured: Measurement, results: Results) -> Row:
    median, ratio = measured.median, results.ratio(measured)
    if median is None:
        return (measured.who, "-", "", "", measured.note)
    spread = f"{number(min(measured.values))}-{number(max(measured.values))}"
    return (
        measured.who,
        f"{number(median)} {measured.unit}",
        spread if len(measured.values) > 1 else "",
        "" if ratio is None else f"{number(ratio)}x",
        measured.note,
    )


def summary(targets: Sequence[Target], results: Results) -> str:
    """How many targets are met, and by how much the others are missed."""
    values = [(target, target.value(results)) for target in targets]
    measured = [(target, value) for target, value in values if value is not None]
    missed = [
        f"{target.text}, missed by {100 * target.missed_by(value):.0f} %"
        for target, value in measured
        if not target.is_met(value)
    ]
    met = f"{len(measured) - len(missed)} of {len(measured)} targets met"
    return "; ".join([met, *missed]) + "."


def _target(target: Target, results: Results) -> Row:
    value = target.value(results)
    sign = "at least" if target.at_least else "at most"
    limit = f"{sign} {target.limit:g} {target.unit}"
    if value is None:
        return (target.text, limit, "-", "not measured")
    missed = f"missed by {100 * target.missed_by(value):.0f} %"
    met = "met" if target.is_met(value) else missed
    return (target.text, limit, f"{number(value)} {target.unit}", met)


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
