"""What can listen to training, and stop it: the hooks. Imports nothing but the language's own."""

from collections.abc import Callable, Mapping
from typing import Any

Logs = dict[str, Any]
"""Values by name: the loss and the metrics so far, floats."""


class Callback:
    """Base of all callbacks: override the hooks you want; each gets Keras's arguments.

    `logs` is always a dict, empty where there is nothing to tell. What `on_epoch_end` of one
    callback writes into it, the callbacks behind it and the History see too.

    Attributes:
        model: the model being trained; set `self.model.stop_training = True` to stop.
        params: `{"verbose", "epochs", "steps"}`.

    Reference: https://keras.io/api/callbacks/base_callback/
    """

    model: Any = None
    params: Mapping[str, Any] = {}

    def set_params(self, params: Mapping[str, Any]) -> None:
        self.params = params

    def set_model(self, model: Any) -> None:
        self.model = model

    def on_train_begin(self, logs: Logs | None = None) -> None: ...
    def on_train_end(self, logs: Logs | None = None) -> None: ...
    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None: ...
    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None: ...
    def on_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_test_begin(self, logs: Logs | None = None) -> None: ...
    def on_test_end(self, logs: Logs | None = None) -> None: ...
    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_predict_begin(self, logs: Logs | None = None) -> None: ...
    def on_predict_end(self, logs: Logs | None = None) -> None: ...
    def on_predict_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self.on_batch_begin(batch, logs=logs)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self.on_batch_end(batch, logs=logs)


class LambdaCallback(Callback):
    """A callback made of functions.

    Args:
        on_epoch_begin, on_epoch_end: functions of `epoch, logs`.
        on_train_begin, on_train_end: functions of `logs`.
        on_train_batch_begin, on_train_batch_end: functions of `batch, logs`.
        others: any other hook by its name, with the arguments that `Callback` has for it.

    Raises:
        TypeError: if there is no such hook.

    Reference: https://keras.io/api/callbacks/lambda_callback/
    """

    def __init__(
        self,
        on_epoch_begin: Callable[[int, Logs], object] | None = None,
        on_epoch_end: Callable[[int, Logs], object] | None = None,
        on_train_begin: Callable[[Logs], object] | None = None,
        on_train_end: Callable[[Logs], object] | None = None,
        on_train_batch_begin: Callable[[int, Logs], object] | None = None,
        on_train_batch_end: Callable[[int, Logs], object] | None = None,
        **others: Callable[..., object],
    ) -> None:
        unknown = [name for name in others if name not in HOOKS]
        if unknown:
            raise TypeError(f"Expected names of hooks: {', '.join(HOOKS)}. Received: {unknown}")
        hooks = {
            "on_epoch_begin": on_epoch_begin,
            "on_epoch_end": on_epoch_end,
            "on_train_begin": on_train_begin,
            "on_train_end": on_train_end,
            "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end,
            **others,
        }
        vars(self).update({name: hook for name, hook in hooks.items() if hook is not None})


HOOKS = tuple(name for name in vars(Callback) if name.startswith("on_"))
"""Names of all hooks."""
