"""How Keras is set up, in the words of its `config`. Imports `backend` and `losses` only."""

from fittingroom import backend as _backend
from fittingroom.losses.loss import EPSILON

floatx = _backend.floatx
set_floatx = _backend.set_floatx
standardize_dtype = _backend.standardize_dtype


def backend() -> str:
    """Keras's name for what computes here. Parity: its own `numpy` backend cannot train."""
    return "numpy"


def epsilon() -> float:
    """The small number that keeps losses away from log(0)."""
    return EPSILON


def image_data_format() -> str:
    """Where pictures have their colours: in the last axis."""
    return "channels_last"
