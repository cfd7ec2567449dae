"""Classes and functions of a program's own, which saved models name."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeVar

from fittingroom.backend.global_state import state

Named = TypeVar("Named", bound=Any)


class CustomObjectScope:
    """Have saved models find objects of one's own, by name, inside a `with` block."""

    def __init__(self, custom_objects: Mapping[str, Any] | None) -> None:
        self._given = dict(custom_objects or {})
        self._before: dict[str, Any] = {}

    def __enter__(self) -> "CustomObjectScope":
        self._before = dict(state.custom_objects)
        state.custom_objects.update(self._given)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        state.custom_objects.clear()
        state.custom_objects.update(self._before)


custom_object_scope = CustomObjectScope


def get_custom_objects() -> dict[str, Any]:
    """Return the objects of one's own that saved models find, by name."""
    return state.custom_objects


def register_keras_serializable(
    package: str = "Custom", name: str | None = None
) -> Callable[[Named], Named]:
    """Return a decorator that lets saved models find a class or a function."""

    def decorator(thing: Named) -> Named:
        state.custom_objects[f"{package}>{name or thing.__name__}"] = thing
        state.custom_objects[name or thing.__name__] = thing
        return thing

    return decorator


def get_registered_name(thing: Any) -> str:
    """Return the name that an object is registered under, or its own."""
    found = (name for name, each in state.custom_objects.items() if each is thing)
    return next(found, thing.__name__)


def get_registered_object(name: str, custom_objects: Mapping[str, Any] | None = None) -> Any:
    """Return the object registered under a name; None if there is none."""
    return {**state.custom_objects, **(custom_objects or {})}.get(name)
