"""What the project promises of its speed, held against what was measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import epochs, networks, products, small, start
from bench.results import Results

Name = tuple[str, ...]
"""Section, what, who, and the case if there are several."""


@dataclass(frozen=True)
class Target:
    """A promise: a measurement, or its ratio to others, on the right side of a limit.

    Args:
        text: the promise in words.
        limit: the most it may be, or the least if `at_least`.
        measured: the measurement, or several of which the worst counts.
        against: what to divide by; of several the smallest counts.
    """

    text: str
    limit: float
    unit: str
    measured: Sequence[Name]
    against: Sequence[Name] = ()
    at_least: bool = False

    def value(self, results: Results) -> float | None:
        """What was measured; None if something it needs was not."""
        worst: Callable[[list[float]], float] = min if self.at_least else max
        found = [results.median(*name) for name in self.measured]
        if None in found:
            return None
        value = worst([each for each in found if each is not None])
        if not self.against:
            return value
        rivals = [results.median(*name) for name in self.against]
        known = [each for each in rivals if each]
        return value / min(known) if known else None

    def is_met(self, value: float) -> bool:
        """Whether a value keeps the promise."""
        return value >= self.limit if self.at_least else value <= self.limit

    def missed_by(self, value: float) -> float:
        """What part of the limit is missing, or too much."""
        return max(0.0, (1 if self.at_least else -1) * (1 - value / self.limit))


def _epoch(who: str) -> Name:
    return (epochs.SECTION, epochs.WHAT, who)


def _kernel(who: str) -> Name:
    return (products.SECTION, products.WHAT, who)


def _start(kind: str, visit: int, megabits: int | None, who: str) -> Name:
    return (start.SECTION, kind, who, start.case(start.VISITS[visit], megabits))


def _worker(text: str, limit: float, visit: int, megabits: int | None) -> Target:
    measured = [_start(start.WORKER, visit, megabits, start.OURS)]
    return Target(text, limit, "x", measured, [_start(start.WORKER, visit, megabits, start.PLAIN)])


def _trained(text: str, limit: float, megabits: int | None) -> Target:
    ours, rival = (_start(start.LESSON_DONE, 0, megabits, who) for who in (start.OURS, start.TFJS))
    return Target(text, limit, "x", [ours], [rival])


def _network(what: str, network: networks.Network, who: str) -> Name:
    return (networks.SECTION, what, who, str(network))


def _against_pytorch(network: networks.Network) -> Target:
    measured, rival = (
        _network(networks.LAST, network, who) for who in (networks.OURS, networks.PYTORCH_MANY)
    )
    return Target(f"{network}, against PyTorch", network.limit, "x", [measured], [rival])


def _warmed_up(visit: str, limit: float) -> Target:
    first, last = (
        (networks.SECTION, networks.WARMING, who, visit)
        for who in (networks.BEGINNING, networks.LATER)
    )
    return Target(f"the first ten epochs of a {visit}, against later", limit, "x", [first], [last])


def _shown(text: str, limit: float, what: str, shown: str, hidden: str) -> Target:
    measured, rival = ((networks.SECTION, what, who) for who in (shown, hidden))
    return Target(f"training with {text}, against hidden", limit, "x", [measured], [rival])


OURS = [_epoch(epochs.OURS)]
DENSE = [_kernel(name) for (data, _), name in products.NAMES.items() if data == "dense"]
TARGETS = (
    Target(
        "an epoch, against PyTorch's quicker loop",
        1.0,
        "x",
        OURS,
        [_epoch(epochs.PYTORCH_MANY), _epoch(epochs.PYTORCH_ONE)],
    ),
    Target("an epoch, against tf.keras", 0.30, "x", OURS, [_epoch(epochs.KERAS)]),
    Target("an epoch, against TensorFlow.js wasm", 0.10, "x", OURS, [_epoch(epochs.TFJS)]),
    Target("an epoch, against stock NumPy in Pyodide", 0.10, "x", OURS, [_epoch(epochs.PLAIN)]),
    Target(
        "the large products on dense data, of the ceiling",
        0.60,
        "x",
        DENSE,
        [_kernel(products.CEILING)],
        at_least=True,
    ),
    _worker("worker start to ready, first visit, against plain Pyodide", 0.35, 0, None),
    _worker("the same at 10 Mbit/s", 1.0, 0, 10),
    _worker("the same on a repeat visit", 0.30, 1, None),
    _trained("navigation to 600 images trained, first visit, against TensorFlow.js", 1.0, None),
    _trained("the same at 100 Mbit/s, against TensorFlow.js", 1.0, 100),
    _trained("the same at 10 Mbit/s, against TensorFlow.js", 1.6, 10),
    Target(
        "bytes of a first visit up to 600 images trained",
        6.5,
        "MB",
        [_start(start.BYTES, 0, None, start.OURS)],
    ),
    *map(_against_pytorch, networks.NETWORKS),
    _warmed_up(networks.VISITS[0], 1.25),
    _warmed_up(networks.VISITS[1], 1.1),
    _warmed_up(networks.VISITS[2], 1.1),
    _shown("all panels shown", 1.15, networks.DRAWING, networks.SHOWN, networks.HIDDEN),
    _shown("Inside in view", 1.05, networks.INSIDE, networks.OPEN, networks.CLOSED),
    Target(
        "50 images and 3 epochs after the start",
        200.0,
        "ms",
        [(small.SECTION, small.LESSON, small.OURS)],
    ),
    Target(
        "Python in a step of training",
        200.0,
        "us",
        [(small.SECTION, small.OVERHEAD, small.OURS)],
    ),
    Target(
        "the worker's memory for 60,000 images",
        200.0,
        "MB",
        [(small.SECTION, small.MEMORY, small.OURS)],
    ),
)
