"""Keras's import paths over `fittingroom`, for code written for Keras. Public names only."""

from fittingroom.compat.finder import Compat
from fittingroom.utils import lazy_modules

__all__ = ["Compat"]

__getattr__ = lazy_modules.attach(
    __name__,
    {
        "compat.dataset_elements": "",
        "compat.tensor_spec": "",
        "compat.tensorflow": "MODULES",
        "compat.tensorflow_data": "Dataset",
        "compat.tensorflow_ops": "",
    },
)
