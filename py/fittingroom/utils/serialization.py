"""Objects to and from their class and configuration, as plain data."""

from collections.abc import Iterable, Mapping
from typing import Any

from fittingroom.utils.argument_validation import unknown_name


def serialize_object(thing: Any, module: str) -> dict[str, Any]:
    """Return the class and configuration of `thing`, as plain data in Keras's form."""
    return {
        "module": module,
        "class_name": type(thing).__name__,
        "config": thing.get_config(),
        "registered_name": None,
    }


def deserialize_object(kind: str, config: Mapping[str, Any], classes: Iterable[type]) -> Any:
    """Make the object that `serialize_object` described, of one of `classes`; `kind` is for errors.

    Raises:
        ValueError: if its class is none of them.
    """
    by_name = {name: cls for cls in classes for name in (cls.__name__, cls.__name__.lower())}
    found: Any = by_name.get(str(config.get("class_name")))
    if found is None:
        valid = [cls.__name__ for cls in dict.fromkeys(by_name.values())]
        raise unknown_name(kind, config.get("class_name"), valid)
    return found.from_config(dict(config.get("config") or {}))
