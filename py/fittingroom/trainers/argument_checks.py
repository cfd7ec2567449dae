"""Checks of the arguments of `compile`, `fit`, `evaluate` and `predict`."""

from collections.abc import Callable
from typing import Any

from fittingroom import utils
from fittingroom.trainers.data_adapter import is_stream


def whole_number(name: str, value: object, least: int) -> int:
    """Check that an argument is a whole number of at least `least`, and return it.

    Raises:
        TypeError: if it is no whole number.
        ValueError: if it is too small.
    """
    if not utils.is_whole_number(value):
        raise TypeError(f"Expected `{name}` to be a whole number. Received: {name}={value!r}")
    if value < least:
        raise ValueError(f"Expected `{name}` to be at least {least}. Received: {name}={value}")
    return int(value)


def validation_epochs(frequency: Any) -> Callable[[int], bool]:
    """Return the test whether to validate after an epoch, counted from 0.

    Args:
        frequency: after every so many, or a list of numbers of epochs, from 1.

    Raises:
        TypeError: if it is neither.
        ValueError: if it is below 1.
    """
    listed = utils.as_list(frequency)
    if listed != [frequency]:
        numbers = {whole_number("validation_freq", number, 1) for number in listed}
        return lambda epoch: epoch + 1 in numbers
    every = whole_number("validation_freq", frequency, 1)
    return lambda epoch: (epoch + 1) % every == 0


def validation_parts(validation_data: Any) -> list[Any]:
    """Check that `validation_data` is `(x, y)` or `(x, y, sample_weight)` and return it."""
    if is_stream(validation_data):
        return [validation_data]
    parts = utils.as_list(validation_data)
    if len(parts) not in (2, 3):
        raise ValueError(
            "Expected `validation_data` as a pair (x_val, y_val), or with weights "
            "(x_val, y_val, sample_weight), or as batches of these. "
            f"Received: {type(validation_data).__name__} of {len(parts)}"
        )
    return parts


def only_loss(loss: object) -> object:
    """Return what `compile` was given as loss, which may stand in a list: one for each output.

    Raises:
        ValueError: if there are several.
    """
    given = utils.as_list(loss)
    if len(given) != 1:
        raise ValueError(
            "Expected one loss, since models here have one output, such as loss='mse'. "
            f"Received: loss={loss!r}"
        )
    return given[0]


def check_execution(arguments: dict[str, object]) -> None:
    """Raise if further arguments of `compile` would change results.

    Raises:
        TypeError: for an argument that Keras does not have.
        ValueError: for one that would change results, and is not here.
    """
    for name, value in arguments.items():
        if name == "loss_weights" and value is not None:
            raise ValueError(
                "`loss_weights` is not here: it weighs the losses of several outputs, and there is "
                "one. Leave it out, and give metrics by name, metrics=['accuracy']. "
                f"Received: loss_weights={value!r}"
            )
        if name not in _EXECUTION:
            hint = utils.did_you_mean(name, (*_EXECUTION, *_OF_COMPILE))
            raise TypeError(f"compile() got an unexpected keyword argument {name!r}.{hint}")


_EXECUTION = (
    "auto_scale_loss",
    "jit_compile",
    "loss_weights",
    "run_eagerly",
    "steps_per_execution",
)
_OF_COMPILE = ("optimizer", "loss", "metrics", "weighted_metrics")


def count_or_none(name: str, given: int | None) -> int | None:
    """Check a number of samples or of steps, which may be None, and return it.

    Raises:
        TypeError, ValueError: as `whole_number`.
    """
    return None if given is None else whole_number(name, given, 1)


def check_verbose(verbose: object) -> None:
    """Raise unless `verbose` is `"auto"`, 0, 1 or 2."""
    if verbose not in ("auto", 0, 1, 2):
        raise ValueError(f'Expected `verbose` from "auto", 0, 1, 2. Received: verbose={verbose!r}')
