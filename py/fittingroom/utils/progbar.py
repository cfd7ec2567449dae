"""The progress bar and the lines that training prints: Keras's own text."""

import sys
import time
from collections.abc import Iterable, Mapping

WIDTH = 20
_INTERVAL = 0.05  # seconds between two updates of a live bar
_BOLD, _GREEN, _WHITE, _PLAIN = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"


def final_line(
    logs: Mapping[str, float],
    steps: int,
    seconds: float,
    *,
    step_seconds: float | None = None,
    verbose: int = 1,
) -> str:
    """Return the last line of an epoch, an evaluation or a prediction, without escape codes.

    Args:
        logs: values by name, in the order they are shown.
        steps: batches done, all of them.
        seconds: duration of the whole.
        step_seconds: duration of one step; by default the mean.
        verbose: 1 with the full bar (`48/48 ━━━━ 0s 3ms/step - loss: 1.0530`), 2 without.
    """
    if step_seconds is None:
        step_seconds = seconds / max(steps, 1)
    if verbose == 2:
        return (
            f"{steps}/{steps} - {seconds:.0f}s -{_per_step(step_seconds)}"
            f"{_values(logs, signed=False)}"
        )
    return f"{steps}/{steps} {'━' * WIDTH} {seconds:.0f}s{_per_step(step_seconds)}{_values(logs)}"


def epoch_title(epoch: int, epochs: int) -> str:
    """Return the line above an epoch; `epoch` counts from 0."""
    return f"Epoch {epoch + 1}/{epochs}"


class ProgressBar:
    """A bar that grows in place on a terminal, and elsewhere is printed once, when it is full.

    Parity: Keras also redraws the bar into files and pipes, which fills them with escape codes.

    Args:
        target: steps there will be; 0 where that is known at the end only, if there is one.
        verbose: 0 silent, 1 a bar, 2 one line at the end.
    """

    def __init__(self, target: int, verbose: int) -> None:
        self.target = target
        self.verbose = verbose
        self.live = verbose == 1 and sys.stdout.isatty()
        self._start = time.perf_counter()
        self._after_first: float | None = None
        self._last_update = 0.0
        self._previous_width = 0

    def due(self, current: int) -> bool:
        """Return whether `update` after `current` steps would change anything."""
        if self.verbose != 1:
            return False
        return current == 1 or (self.live and time.perf_counter() - self._last_update >= _INTERVAL)

    def update(self, current: int, logs: Mapping[str, float]) -> None:
        """Redraw the bar after `current` steps, at most 20 times a second."""
        if self.verbose != 1:
            return
        now = time.perf_counter()
        if self.live and now - self._last_update >= _INTERVAL:
            left = self._step_seconds(current, now) * (self.target - current)
            clock = _duration(left) if self.target else f"{now - self._start:.0f}s"
            self._draw(current, clock, now, logs)
            self._last_update = now
        if current == 1:
            self._after_first = now

    def finalize(self, logs: Mapping[str, float], steps: int | None = None) -> None:
        """Print the full bar, of so many `steps` if it was not known how many, and end the line."""
        drawn = self.target > 0 or self._previous_width > 0
        self.target = self.target or steps or 1
        now = time.perf_counter()
        if self.live and drawn:
            self._draw(self.target, f"{now - self._start:.0f}s", now, logs, end="\n")
        elif self.verbose:
            step_seconds = self._step_seconds(self.target, now)
            line = final_line(
                logs,
                self.target,
                now - self._start,
                step_seconds=step_seconds,
                verbose=self.verbose,
            )
            print(line, flush=True)

    def _step_seconds(self, current: int, now: float) -> float:
        # The first step warms up what the others reuse; it would spoil the mean.
        if current > 1 and self._after_first is not None:
            return (now - self._after_first) / (current - 1)
        return (now - self._start) / max(current, 1)

    def _draw(
        self, current: int, clock: str, now: float, logs: Mapping[str, float], end: str = ""
    ) -> None:
        if self.target:
            count = f"{current:>{len(str(self.target))}}/{self.target}"
            done = int(WIDTH * (current / self.target))
            green = f"{_GREEN}{'━' * done}{_PLAIN}" if done else ""
            bar = f"{green}{_WHITE}{'━' * (WIDTH - done)}{_PLAIN} "
        else:
            count, bar = f"{current:>7}/Unknown", ""
        tail = _per_step(self._step_seconds(current, now)) + _values(logs)
        width = len(count) + (WIDTH + 1 if bar else 0) + len(clock) + len(tail) + 1
        back = "\b" * self._previous_width
        rest = " " * (self._previous_width - width)
        self._previous_width = width
        text = f"{back}\r{_BOLD}{count}{_PLAIN} {bar}{_BOLD}{clock}{_PLAIN}{tail}{rest}"
        print(text, end=end, flush=True)


class Progbar:
    """A bar for a custom loop, as training prints it.

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
        self._bar = ProgressBar(target, verbose)
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


def _per_step(seconds: float) -> str:
    if seconds >= 1 or seconds == 0:
        return f" {seconds:.0f}s/step"
    if seconds >= 1e-3:
        return f" {seconds * 1e3:.0f}ms/step"
    return f" {seconds * 1e6:.0f}us/step"


def _duration(seconds: float) -> str:
    whole = int(seconds)
    if seconds > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    if seconds > 60:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole}s"


def _values(logs: Mapping[str, float], signed: bool = True) -> str:
    # Parity: verbose=2 writes every value up to 1e-3, also negative ones, in powers of ten.
    def text(value: float) -> str:
        plain = (abs(value) if signed else value) > 1e-3
        return f"{value:.4f}" if plain else f"{value:.4e}"

    return "".join(f" - {name}: {text(value)}" for name, value in logs.items())
