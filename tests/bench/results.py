"""What was measured: every single value, by what was done and who did it; and taking turns.

Imports the standard library only.
"""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sitebuild.tools.console import say


@dataclass
class Measurement:
    """Values of one quantity.

    Args:
        section: the part of the bench, such as `"epoch"`.
        what: what was measured; one table.
        who: who did it.
        unit: `"s"`, `"ms"`, `"us"`, `"GFLOP/s"`, `"MB"`.
        reference: the `who` that ratios are taken against.
        case: under which circumstances, where there are several.
        note: what a reader should know, or why there are no values.
    """

    section: str
    what: str
    who: str
    unit: str
    reference: str
    case: str = ""
    values: list[float] = field(default_factory=list[float])
    note: str = ""

    @property
    def median(self) -> float | None:
        """The middle value; None without any."""
        return statistics.median(self.values) if self.values else None


class Results:
    """All measurements of one run of the bench, in the order they were first asked for."""

    def __init__(self) -> None:
        self.measurements: list[Measurement] = []

    def of(
        self, section: str, what: str, who: str, unit: str, reference: str, case: str = ""
    ) -> Measurement:
        """The measurement of that name, begun if there is none yet."""
        found = self.find(section, what, who, case)
        if found is None:
            found = Measurement(section, what, who, unit, reference, case)
            self.measurements.append(found)
        return found

    def find(self, section: str, what: str, who: str, case: str = "") -> Measurement | None:
        """The measurement of that name."""
        for each in self.measurements:
            if (each.section, each.what, each.who, each.case) == (section, what, who, case):
                return each
        return None

    def median(self, section: str, what: str, who: str, case: str = "") -> float | None:
        """The middle value of a measurement; None where there is none."""
        found = self.find(section, what, who, case)
        return found.median if found else None

    def ratio(self, measured: Measurement) -> float | None:
        """Its median as a multiple of its reference's in the same case."""
        one = self.median(measured.section, measured.what, measured.reference, measured.case)
        return measured.median / one if one and measured.median is not None else None

    def as_json(self) -> list[dict[str, Any]]:
        """Plain data, with medians and ratios."""
        return [
            {**asdict(each), "median": each.median, "ratio": self.ratio(each)}
            for each in self.measurements
        ]


def take_turns(
    rounds: int,
    turns: Mapping[str, Callable[[], object]],
    give_up: Callable[[str, str], object],
) -> None:
    """Call all `turns` one after the other, `rounds` times: A B C A B C, so that a machine that
    slows down does so for all alike. Who fails is told to `give_up(who, reason)` and left out.
    """
    out: set[str] = set()
    for number in range(1, rounds + 1):
        for who in turns:
            if who in out:
                continue
            try:
                turns[who]()
            except Exception as error:  # a rival's fault is a line in the table, not the end
                reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
                say(f"    {who}: {reason}")
                give_up(who, reason)
                out.add(who)
        say(f"    round {number} of {rounds} done")
