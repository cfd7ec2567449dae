"""Names of layers, models and functions."""

import re
from typing import Any

from fittingroom.backend.global_state import state


def auto_name(class_name: str) -> str:
    """Name an object as Keras does: `dense`, then `dense_1`, `dense_2`, ..."""
    prefix = to_snake_case(class_name)
    given = state.names[prefix]
    state.names[prefix] += 1
    return f"{prefix}_{given}" if given else prefix


def to_snake_case(name: str) -> str:
    """Return a class's or function's name in snake_case: `he_normal` for `HeNormal`."""
    parted = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", parted).lower()


def object_name(thing: Any) -> str:
    """Return the name of a metric or loss: its own, or its class's in snake_case."""
    if hasattr(thing, "name"):
        return str(thing.name)
    return to_snake_case(getattr(thing, "__name__", type(thing).__name__))
