"""Remedies for common errors of a cell, added to the errors as notes."""

from __future__ import annotations

import traceback

IMPORTS = {
    "keras": "import keras",
    "layers": "from keras import layers",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "plt": "import matplotlib.pyplot as plt",
    "tf": "import tensorflow as tf",
}
"""Names that lessons take for granted, and the line that imports each."""

CURRENT_NAMES = {
    "evaluate_generator": "model.evaluate(x, y)",
    "fit_generator": "model.fit(x, y)",
    "get_value": "float(model.optimizer.learning_rate)",
    "lr": "model.optimizer.learning_rate",
    "predict_classes": "model.predict(x).argmax(axis=1)",
    "predict_generator": "model.predict(x)",
    "predict_proba": "model.predict(x)",
    "set_value": "model.optimizer.learning_rate = 0.01",
}
"""Methods and attributes of earlier versions of Keras, and what Keras has now."""


def add_hint(error: BaseException) -> None:
    """Add a note with a remedy to an error that names none itself."""
    match error:
        case NameError(name=str(name)) if name in IMPORTS:
            error.add_note(f"Write this line first: {IMPORTS[name]}")
        case AttributeError(name=str(name)) if name in CURRENT_NAMES:
            error.add_note(f"Today: {CURRENT_NAMES[name]}")
        case AttributeError(name="numpy"):
            error.add_note("This is NumPy's already: leave .numpy() out.")
        case KeyError(args=("acc" | "val_acc" as key, *_)):
            error.add_note(f"Today's key is {key.replace('acc', 'accuracy')!r}.")
        case KeyError(args=(str(key), *_)) if key.startswith("val_"):
            error.add_note("Nothing was validated. Give fit some samples: validation_split=0.2")
        case MemoryError():
            error.add_note(
                "This page may use about two gigabytes. Delete large arrays (del name), or take "
                "fewer pictures."
            )
        case NotImplementedError() if _raised_by_core(error):
            error.add_note(
                "Keras itself can do this: run the cell where it is installed, for example in "
                "Google Colab."
            )
        case ModuleNotFoundError(name=str()):
            error.add_note(
                "This page has NumPy, Matplotlib and the parts of Keras that networks of Dense "
                "layers need. For other packages run the notebook where Python is installed, for "
                "example in Google Colab."
            )
        case FileNotFoundError():
            error.add_note(
                "A cell sees no files of this device. At hand are fashion.npz (for np.load) and "
                "keras.datasets."
            )
        case _:
            pass


def _raised_by_core(error: BaseException) -> bool:
    """Return whether an error was raised in the package itself, not in a cell."""
    module = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__"))
    return module.startswith("fittingroom.")
