"""What a learner's own set lacks, in words, with what helps."""

from __future__ import annotations

from collections.abc import Iterator

from fittingroom.app.own.own_set import CLASSES, OwnSet

ENOUGH = 20
"""Pictures of a class from which on something can be learned."""
UNEVEN = 4


def advice(own: OwnSet) -> list[str]:
    """Return what stands in the way of training, and then what would make it better."""
    return [*_classes(own), *_few(own), *_uneven(own), *_repeated(own)]


def _classes(own: OwnSet) -> Iterator[str]:
    if len(own.class_names) < CLASSES[0]:
        yield "A network tells classes apart: the set needs two at the least."


def _few(own: OwnSet) -> Iterator[str]:
    totals = {name: sum(counts) for name, counts in zip(own.class_names, own.counts, strict=True)}
    few = {name: total for name, total in totals.items() if total < ENOUGH}
    if few:
        listed = ", ".join(f"{name} {total}" for name, total in few.items())
        yield (
            f"Too few pictures: {listed}. About {ENOUGH} of each class are a beginning. Draw or "
            "photograph the same thing again: turned, moved, larger, smaller, by another hand."
        )


def _uneven(own: OwnSet) -> Iterator[str]:
    totals = [sum(counts) for counts in own.counts if sum(counts)]
    if totals and max(totals) > UNEVEN * min(totals):
        yield (
            f"One class has {max(totals):,} pictures and another {min(totals):,}: naming always "
            "the larger one pays. Bring them nearer to each other."
        )


def _repeated(own: OwnSet) -> Iterator[str]:
    if own.repeated:
        times = "1 picture is" if own.repeated == 1 else f"{own.repeated:,} pictures are"
        yield (
            f"{times} there more than once. Such pictures are kept out of the test, which would "
            "otherwise ask for what was learned by heart."
        )
