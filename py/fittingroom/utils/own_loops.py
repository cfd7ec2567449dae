"""What `keras.utils` has for loops of one's own and for pictures of models.

Imports `progbar` only.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

from fittingroom.utils import progbar


class Progbar:
    """A bar for a loop of your own, as training prints it.

    Args:
        target: steps there will be.
        width, interval, unit_name: taken, not used: the bar is that of training.
        verbose: 0 silent, 1 a bar, 2 one line at the end.
        stateful_metrics: names whose values are shown as they are; others as their mean so far.

    Raises:
        ValueError: if `target` is not known.
    """

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Iterable[str] | None = None,
        unit_name: str = "step",
    ) -> None:
        if target is None:
            raise ValueError("Expected `target` to be the number of steps. Received: target=None")
        self.target = target
        self._bar = progbar.Progbar(target, verbose)
        self._stateful = set(stateful_metrics or ())
        self._sums: dict[str, tuple[float, int]] = {}
        self._seen = 0

    def update(
        self,
        current: int,
        values: Iterable[tuple[str, float]] | None = None,
        finalize: bool | None = None,
    ) -> None:
        """Show that `current` steps are done.

        Args:
            values: pairs of name and value of the steps since the last update.
            finalize: whether this is the end; by default when `current` is `target`.
        """
        done = current >= self.target if finalize is None else finalize
        steps = max(current - self._seen, 1)
        for name, value in values or ():
            total, count = self._sums.get(name, (0.0, 0))
            alone = done or name in self._stateful  # Parity: the last values are no means
            self._sums[name] = (
                (float(value), 1) if alone else (total + float(value) * steps, count + steps)
            )
        self._seen = current
        logs = {name: total / count for name, (total, count) in self._sums.items()}
        if done:
            self._bar.finalize(logs)
        else:
            self._bar.update(current, logs)

    def add(self, n: int, values: Iterable[tuple[str, float]] | None = None) -> None:
        """Show that `n` more steps are done."""
        self.update(self._seen + n, values)


def plot_model(model: Any, *_: object, **__: object) -> NoReturn:
    """Not here: draw a model with Graphviz.

    Raises:
        ImportError: always, as in Keras where pydot is missing.
    """
    raise ImportError(
        "plot_model needs pydot and Graphviz, which are not in this page. model.summary() prints "
        "the layers as a table."
    )


model_to_dot = plot_model
