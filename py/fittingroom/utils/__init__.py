"""Utilities: their public names."""

from fittingroom.backend.global_state import clear_session
from fittingroom.random import set_random_seed
from fittingroom.utils import lazy_modules
from fittingroom.utils.argument_validation import (
    as_list,
    did_you_mean,
    is_whole_number,
    nearest,
    takes_argument,
    unknown_name,
)
from fittingroom.utils.naming import auto_name, object_name, to_snake_case
from fittingroom.utils.numerical_utils import normalize, to_categorical
from fittingroom.utils.progbar import Progbar
from fittingroom.utils.serialization import deserialize_object, serialize_object

__all__ = [
    "Progbar",
    "as_list",
    "auto_name",
    "clear_session",
    "deserialize_object",
    "did_you_mean",
    "is_whole_number",
    "nearest",
    "normalize",
    "object_name",
    "serialize_object",
    "set_random_seed",
    "takes_argument",
    "to_categorical",
    "to_snake_case",
    "unknown_name",
]

__getattr__ = lazy_modules.attach(
    __name__,
    {
        "utils.model_visualization": "model_to_dot plot_model",
        "utils.py_dataset": "PyDataset Sequence",
    },
)
