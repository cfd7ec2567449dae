"""Callbacks: their public names."""

from fittingroom.callbacks.callback import Callback, Logs
from fittingroom.callbacks.early_stopping import EarlyStopping
from fittingroom.callbacks.history import History
from fittingroom.callbacks.monitor_callback import MonitorCallback
from fittingroom.callbacks.progbar_logger import ProgbarLogger
from fittingroom.callbacks.terminate_on_nan import TerminateOnNaN
from fittingroom.utils import lazy_modules

__all__ = [
    "Callback",
    "EarlyStopping",
    "History",
    "Logs",
    "MonitorCallback",
    "ProgbarLogger",
    "TerminateOnNaN",
]

__getattr__ = lazy_modules.attach(
    __name__,
    {
        "callbacks.csv_logger": "CSVLogger",
        "callbacks.lambda_callback": "LambdaCallback",
        "callbacks.learning_rate_scheduler": "LearningRateScheduler",
        "callbacks.model_checkpoint": "ModelCheckpoint",
        "callbacks.reduce_lr_on_plateau": "ReduceLROnPlateau",
        "callbacks.tensor_board": "TensorBoard",
    },
)
