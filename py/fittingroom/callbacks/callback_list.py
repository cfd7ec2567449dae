"""Calls many callbacks as one, at no cost where none overrides a hook."""

from collections.abc import Callable, Mapping
from typing import Any

from fittingroom import utils
from fittingroom.callbacks import Callback, History, Logs, ProgbarLogger, TerminateOnNaN

_BATCH_HOOKS = {
    f"on_{mode}_batch_{moment}": (f"on_{mode}_batch_{moment}", *alias)
    for moment in ("begin", "end")
    for mode, alias in (("train", [f"on_batch_{moment}"]), ("test", []), ("predict", []))
}
_Due = Callable[[int, float | None], bool]


class CallbackList:
    """Calls the hooks of many callbacks.

    The hooks around a batch are called only where a callback overrides them, and logs are
    worked out only then, so a step without callbacks costs nothing.

    Args:
        callbacks: a callback, a list of them, or None.
        model: the model to set on each.
        history: a `History` to add unless there is one.
        params: `{"verbose", "epochs", "steps"}`; a bar is added unless `verbose` is 0.

    Raises:
        ValueError: if one of them is no callback.
    """

    def __init__(
        self,
        callbacks: object,
        model: Any,
        params: Mapping[str, Any],
        history: History | None = None,
    ) -> None:
        self.callbacks = _as_list(callbacks)
        if history is not None and not any(isinstance(c, History) for c in self.callbacks):
            self.callbacks.append(history)
        wants_bar = params["verbose"] != 0
        if wants_bar and not any(isinstance(c, ProgbarLogger) for c in self.callbacks):
            self.callbacks.append(ProgbarLogger())
        for callback in self.callbacks:
            callback.set_model(model)
            callback.set_params(params)
            if isinstance(callback, History):
                model.history = callback
        self._listeners = {hook: self._overriding(hook) for hook in _BATCH_HOOKS}

    def call(self, hook: str, *args: Any) -> None:
        """Call a hook that is not per batch, such as `call("on_epoch_end", epoch, logs)`.

        All callbacks get the same new dict, empty for None, so that each sees what those before
        it wrote into it.
        """
        *numbers, logs = args
        values = _sorted(logs or {})
        for callback in self.callbacks:
            getattr(callback, hook)(*numbers, values)

    def batch(
        self,
        hook: str,
        batch: int,
        logs: Callable[[], Logs] | None = None,
        loss: float | None = None,
    ) -> None:
        """Call a per-batch hook on the callbacks that override it and have a use for it."""
        values = None
        for callback, due in self._listeners[hook]:
            if due is not None and not due(batch, loss):
                continue
            if values is None:
                values = _sorted(logs()) if logs else {}
            getattr(callback, hook)(batch, values)

    def _overriding(self, hook: str) -> list[tuple[Callback, _Due | None]]:
        # A hook set on the instance counts as well as one of its class.
        def overrides(callback: Callback, name: str) -> bool:
            bound = getattr(callback, name)
            return getattr(bound, "__func__", bound) is not getattr(Callback, name)

        return [
            (callback, _due(callback))
            for callback in self.callbacks
            if any(overrides(callback, name) for name in _BATCH_HOOKS[hook])
        ]


def _due(callback: Callback) -> _Due | None:
    """Return the test whether a batch's end matters to `callback`; None where every one does."""
    if type(callback) is ProgbarLogger or type(callback) is TerminateOnNaN:
        return callback.due
    return None


def _sorted(logs: Logs) -> Logs:
    """Return logs in Keras's order: by name."""
    return dict(sorted(logs.items()))


def _as_list(callbacks: object) -> list[Callback]:
    found: list[Callback] = []
    for callback in utils.as_list(callbacks):
        if isinstance(callback, Callback):
            found.append(callback)
        elif callback is not None:
            created = (
                f" Create it first: {callback.__name__}(...)." if isinstance(callback, type) else ""
            )
            raise ValueError(
                "Expected `callbacks` to hold instances of callbacks.Callback. "
                f"Received: {callback!r}.{created}"
            )
    return found
