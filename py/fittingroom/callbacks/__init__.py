"""What can listen to training, and stop it. Public names only.

The modules beside it know of a model only what Keras's callbacks may ask of it: `optimizer`,
`stop_training`, `history`, `get_weights`, `set_weights`.
"""

from fittingroom.callbacks.bar import ProgbarLogger
from fittingroom.callbacks.callback import Callback, LambdaCallback, Logs
from fittingroom.callbacks.checkpoint import ModelCheckpoint
from fittingroom.callbacks.history import CSVLogger, History
from fittingroom.callbacks.monitor import EarlyStopping, MonitorCallback
from fittingroom.callbacks.nan import TerminateOnNaN
from fittingroom.callbacks.rates import LearningRateScheduler, ReduceLROnPlateau

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
