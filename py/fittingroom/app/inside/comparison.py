"""What runs come to beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fittingroom.app.inside.statistics import band, wilson

if TYPE_CHECKING:
    from fittingroom.app.commands import Summarize
    from fittingroom.app.protocol import SummarizeReply


def summarize(command: Summarize) -> SummarizeReply:
    """Return how sure shares of right answers are, and what groups of runs come to."""
    return {
        "intervals": [wilson(test["correct"], test["samples"]) for test in command["tests"]],
        "bands": [band(curves) for curves in command["groups"]],
    }
