"""Several inputs and outputs: in a list, by name, and side by side in one array."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, cast

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array, Shape
from fittingroom.layers.keras_tensor import KerasTensor, is_symbolic
from fittingroom.trainers import data_adapter


def form_of(given: Any) -> Any:
    """Return how tensors are given: None alone, True in a list, their names by name."""
    if isinstance(given, Mapping):
        return sorted(cast("Mapping[str, Any]", given))
    return True if isinstance(given, (list, tuple)) else None


def flat(given: Any, side: str) -> list[KerasTensor]:
    if isinstance(given, Mapping):
        # Parity: by name they are in the order of their names.
        by_name = cast("Mapping[str, Any]", given)
        found = [by_name[name] for name in sorted(by_name)]
    else:
        found = utils.as_list(given)
    if not found or not all(isinstance(each, KerasTensor) for each in found):
        raise ValueError(
            f"Model() expects its `{side}` as keras.Input and layers' calls return them: "
            "a = keras.Input((4,)); b = layers.Dense(1)(a); keras.Model(a, b). "
            f"Received: {side}={given!r}"
        )
    return found


def any_symbolic(inputs: Any) -> bool:
    if isinstance(inputs, Mapping):
        return any(map(is_symbolic, cast("Mapping[str, Any]", inputs).values()))
    return is_symbolic(inputs)


def side_by_side(tensors: Sequence[KerasTensor]) -> Shape:
    if len(tensors) == 1:
        return tensors[0].shape
    return (None, sum(prod(size or 1 for size in each.shape[1:]) for each in tensors))


def of_only(given: Any, name: str) -> Any:
    """Return what an argument of `compile` says of the only output."""
    if isinstance(given, Mapping) and "class_name" not in given:
        by_name = cast("Mapping[str, Any]", given)
        if list(by_name) != [name]:
            raise ValueError(
                f"Expected keys {[name]} in the dict, one for each output, but found "
                f"{list(by_name)}"
            )
        return by_name[name]
    return cast("Any", given)


def by_name(given: Any, names: Sequence[str], side: str, count: int) -> list[Any] | None:
    """Return what each input or output is given; None where it is one array."""
    if isinstance(given, Mapping):
        by_name = cast("Mapping[str, Any]", given)
        missing = [name for name in names if name not in by_name]
        if missing:
            raise ValueError(
                f"The model's {side}s are {list(names)}. Received: a dict of {list(by_name)}."
            )
        return [by_name[name] for name in names]
    if count == 1:
        return None
    if not isinstance(given, (list, tuple)) or len(cast("Sequence[Any]", given)) != count:
        raise ValueError(
            f"The model has {count} {side}s, {list(names)}: give a list of their arrays in this "
            f"order, or a dict by name. Received: {type(cast('object', given)).__name__}"
        )
    return list(cast("Sequence[Any]", given))


def rows(given: Any, shape: Shape, name: str) -> Array:
    source = data_adapter.to_source(given, name)
    data_adapter.fit_shape(source, shape)
    return source.array.reshape(len(source), -1)


def packed(rows: Sequence[Array]) -> Array:
    lengths = {len(part) for part in rows}
    if len(lengths) > 1:
        raise ValueError(
            "Data cardinality is ambiguous. Make sure all arrays contain the same number of "
            f"samples. Received: {sorted(lengths)}"
        )
    return np.concatenate(rows, axis=1)
