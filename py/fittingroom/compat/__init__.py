"""Keras's import paths over `fittingroom`, for code written for Keras. Public names only.

`Compat.installed` makes `import keras`, `from tensorflow.keras import layers` and the like work for
the length of a `with` block, and `spellings.notes` tells of words that Keras has other ones for
today.
"""

from fittingroom.compat.finder import Compat

__all__ = ["Compat"]
