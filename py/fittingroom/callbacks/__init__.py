"""Callbacks: their public names."""

from fittingroom.callbacks.callback import Callback, Logs
from fittingroom.callbacks.csv_logger import CSVLogger
from fittingroom.callbacks.early_stopping import EarlyStopping
from fittingroom.callbacks.history import History
from fittingroom.callbacks.lambda_callback import LambdaCallback
from fittingroom.callbacks.learning_rate_scheduler import LearningRateScheduler
from fittingroom.callbacks.model_checkpoint import ModelCheckpoint
from fittingroom.callbacks.monitor_callback import MonitorCallback
from fittingroom.callbacks.progbar_logger import ProgbarLogger
from fittingroom.callbacks.reduce_lr_on_plateau import ReduceLROnPlateau
from fittingroom.callbacks.terminate_on_nan import TerminateOnNaN

__all__ = [
    "CSVLogger",
    "Callback",
    "EarlyStopping",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "Logs",
    "ModelCheckpoint",
    "MonitorCallback",
    "ProgbarLogger",
    "ReduceLROnPlateau",
    "TerminateOnNaN",
]
