"""A callback made of functions."""

from collections.abc import Callable

from fittingroom.callbacks.callback import HOOKS, Callback, Logs


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
