"""Objects to and from their class and configuration, as plain data."""

import inspect
from collections.abc import Collection, Mapping
from typing import Any, cast

from fittingroom.backend.global_state import state
from fittingroom.utils.argument_validation import unknown_name


def serialize_object(thing: Any, module: str) -> dict[str, Any]:
    """Return the class and configuration of `thing`, as plain data in Keras's form.

    A class of the program's own is noted, so that `deserialize_object` finds it again.
    """
    cls = cast("type[Any]", type(thing))
    name, registered = getattr(cls, "class_name", cls.__name__), None
    if name == cls.__name__ and cls.__module__.partition(".")[0] != "fittingroom":
        module, registered = cls.__module__, name
        state.custom_objects.setdefault(name, cls)
    return {
        "module": module,
        "class_name": name,
        "config": thing.get_config(),
        "registered_name": registered,
    }


def deserialize_object(
    kind: str, config: Mapping[str, Any], classes: Collection[type] | Mapping[str, Any]
) -> Any:
    """Make the object that `serialize_object` described, of one of `classes`; `kind` is for errors.

    Args:
        classes: a sequence of them, or a mapping by name. Classes of the program's own come first.

    Raises:
        ValueError: if its class is none of them.
    """
    if isinstance(classes, Mapping):
        by_name = cast("Mapping[str, Any]", classes)
        valid = list(by_name)
    else:
        valid = [cls.__name__ for cls in classes]
        by_name = {name: cls for cls in classes for name in (cls.__name__, cls.__name__.lower())}
    name = str(config.get("class_name"))
    found: Any = state.custom_objects.get(str(config.get("registered_name")))
    found = found or state.custom_objects.get(name) or by_name.get(name)
    if found is None:
        raise unknown_name(kind, config.get("class_name"), valid)
    return found.from_config(_without_neutral(found, config.get("config") or {}))


def _without_neutral(cls: type, config: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what Keras's classes have and these do not, where it says nothing."""
    known: set[str] = set()
    for base in cls.__mro__[:-1]:
        if "__init__" in vars(base):
            known.update(inspect.signature(base.__init__).parameters)
    return {
        name: value
        for name, value in config.items()
        if name in known or not (value is None or value is False or _USUAL.get(name) == value)
    }


_USUAL = {"axis": -1, "dtype": "float32"}
"""What Keras's losses write of themselves besides."""
