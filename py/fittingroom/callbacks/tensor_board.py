"""A callback for a board that is not here: training goes on without it."""

from fittingroom.callbacks.callback import Callback


class TensorBoard(Callback):
    """Takes what Keras's `TensorBoard` takes, and writes nothing.

    Args:
        log_dir: where Keras would write.
        options: Keras's further ones, such as `histogram_freq`.

    Reference: https://keras.io/api/callbacks/tensorboard/
    """

    def __init__(self, log_dir: str = "logs", **options: object) -> None:
        self.log_dir, self.options = log_dir, options
