"""Keras's configuration: `keras.config`."""

from fittingroom import backend as _backend
from fittingroom.losses.loss import EPSILON

floatx = _backend.floatx
set_floatx = _backend.set_floatx
standardize_dtype = _backend.standardize_dtype


def backend() -> str:
    """Return the name of the backend. Parity: Keras's own `numpy` backend cannot train."""
    return "numpy"


def epsilon() -> float:
    """Return the small number that keeps losses away from log(0)."""
    return EPSILON


def image_data_format() -> str:
    """Return which axis of an image holds its colours: the last."""
    return "channels_last"
