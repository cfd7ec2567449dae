"""What can listen to training, and stop it. Public names only.

The modules beside it know of a model only what Keras's callbacks may ask of it: `optimizer`,
`stop_training`, `history`, `get_weights`, `set_weights`.
"""

from fittingroom.callbacks.callback import Callback, LambdaCallback, Logs
from fittingroom.callbacks.early_stopping import EarlyStopping, MonitorCallback
from fittingroom.callbacks.history import CSVLogger, History
from fittingroom.callbacks.learning_rate import LearningRateScheduler, ReduceLROnPlateau
from fittingroom.callbacks.model_checkpoint import ModelCheckpoint
from fittingroom.callbacks.progbar_logger import ProgbarLogger
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
