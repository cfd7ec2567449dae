"""A model's configuration as Keras writes it into files, and back.

What a file holds is data: no code in it is run, and a class or a function that it names is one of
this package or of the running program.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from fittingroom import activations, losses, metrics
from fittingroom.backend.global_state import state

_DEEPEST = 100
"""Objects within objects."""
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""A text in JSON; one without an end goes to the end, so that none is gone through twice."""


def to_json(config: Mapping[str, Any]) -> str:
    """Return a configuration as JSON, arrays and functions in Keras's form."""
    return json.dumps(config, default=_plain)


def _plain(value: Any) -> object:
    if isinstance(value, np.ndarray):
        array = cast("np.ndarray[Any, Any]", value)
        return {
            "class_name": "__numpy__",
            "config": {"value": array.tolist(), "dtype": array.dtype.name},
        }
    if isinstance(value, np.generic):
        return cast("Any", value).item()
    if hasattr(value, "get_config"):
        thing: Any = value
        return {"class_name": type(thing).__name__, "config": thing.get_config()}
    if callable(value):
        name = str(getattr(value, "__name__", type(value).__name__))
        state.custom_objects.setdefault(name, value)
        return {
            "module": "builtins",
            "class_name": "function",
            "config": name,
            "registered_name": "function",
        }
    raise TypeError(f"A model with {value!r} among its arguments cannot be saved.")


def from_json(text: bytes, *, compile: bool = True) -> dict[str, Any]:
    """Return the configuration that a file's JSON states, as this package takes it.

    Args:
        compile: whether what `compile` was given is wanted too.

    Raises:
        ValueError: if it is no such JSON, or holds Python code.
    """
    _check_depth(text)
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ValueError(f"The model's config.json cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise ValueError("The model's config.json describes no model.")
    if not compile:
        found["compile_config"] = None
    return _ours(found, 0)


def _check_depth(text: bytes) -> None:
    """Raise if there are more objects within objects than a model has.

    Before they are read: in WebAssembly too deep a recursion ends Python itself.
    """
    depth = 0
    for bracket in re.findall(rb"[\[\]{}]", _STRING.sub(b"", text)):
        depth += 1 if bracket in b"[{" else -1
        if depth > _DEEPEST:
            raise ValueError(f"The model's configuration has objects within {_DEEPEST} objects.")


def _ours(value: Any, depth: int) -> Any:
    if isinstance(value, list):
        return [_ours(each, depth + 1) for each in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    given = cast("dict[str, Any]", value)
    config = given.get("config")
    match given.get("class_name"):
        case "DTypePolicy" if isinstance(config, dict):
            return cast("dict[str, Any]", config).get("name")
        case "__numpy__" if isinstance(config, dict):
            stated = cast("dict[str, Any]", config)
            return np.asarray(stated.get("value"), str(stated.get("dtype")))
        case "__tuple__" if isinstance(config, dict):
            return tuple(_ours(cast("dict[str, Any]", config).get("value"), depth + 1))
        case "function":
            return function_named(config)
        case "__lambda__" | "__method__" | "__typespec__":
            raise _code_error()
        case None if set(given) == {"value"} and isinstance(given["value"], list):
            raise _code_error()
        case _:
            return {str(name): _ours(each, depth + 1) for name, each in given.items()}


def function_named(name: object) -> Any:
    """Return the function of a name: the program's own, or one that this package has.

    Raises:
        ValueError: if there is none.
    """
    found = state.custom_objects.get(str(name))
    for module in (losses, metrics, activations):
        found = found or getattr(module, str(name), None)
    if not callable(found) or str(name).startswith("_"):
        raise ValueError(
            f"The model was saved with a function of its own, {name!r}. Define it, and give it: "
            f"keras.models.load_model(path, custom_objects={{{name!r}: {name}}})."
        )
    return found


def _code_error() -> ValueError:
    return ValueError(
        "The model was saved with Python code in it (a lambda), which is never run here. Build "
        "it with a named function, and give that to load_model as custom_objects."
    )
