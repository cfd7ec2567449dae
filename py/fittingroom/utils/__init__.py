"""Small helpers with Keras's names. Public names only."""

from fittingroom.random import set_random_seed
from fittingroom.utils.helpers import (
    as_list,
    auto_name,
    clear_session,
    deserialized,
    is_whole_number,
    names_given,
    normalize,
    object_name,
    serialized,
    set_names_given,
    small_name,
    to_categorical,
    unknown_name,
)

__all__ = [
    "as_list",
    "auto_name",
    "clear_session",
    "deserialized",
    "is_whole_number",
    "names_given",
    "normalize",
    "object_name",
    "serialized",
    "set_names_given",
    "set_random_seed",
    "small_name",
    "to_categorical",
    "unknown_name",
]
