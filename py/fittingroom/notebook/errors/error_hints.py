"""Remedies for common errors of a cell, added to the errors as notes."""

from __future__ import annotations

import difflib
import traceback
from pathlib import Path
from types import FrameType

from fittingroom.notebook.packages import wheels

IMPORTS = {
    "keras": "import keras",
    "layers": "from keras import layers",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "plt": "import matplotlib.pyplot as plt",
    "tf": "import tensorflow as tf",
}
"""Names that lessons take for granted, and the line that imports each."""

SUBSTITUTES = {
    "pandas": 'A small table goes into NumPy: np.genfromtxt(io.StringIO(text), delimiter=",", '
    "names=True), where text is the table pasted into the cell. The curves of a training are in "
    "history.history.",
    "seaborn": "Matplotlib draws the same: plt.plot for curves, plt.hist for distributions, "
    "plt.imshow(matrix) with plt.colorbar() for a heat map.",
    "sklearn": "At hand are tf.math.confusion_matrix(labels, predictions), "
    "fit(validation_split=0.2) in place of train_test_split, keras.utils.to_categorical, and "
    "(x - x.mean(axis=0)) / x.std(axis=0) in place of StandardScaler.",
    "tqdm": "fit shows a bar of its own; in a loop, print the number now and then.",
    "plotly": "Matplotlib draws figures here: import matplotlib.pyplot as plt.",
    "scikeras": "A model here has fit, evaluate and predict itself. For cross-validation make a "
    "new model in a loop: for train, test in sklearn.model_selection.KFold().split(x).",
    "keras_tuner": "Try values in a loop over models of one function: for units in (16, 64, 256).",
    "tensorflow_datasets": "keras.datasets.fashion_mnist.load_data() and mnist are here.",
    "cv2": "Pillow reads and resizes pictures here: from PIL import Image.",
}
"""What does here what a package that is not here does elsewhere."""

MODULES = (
    *("keras", "numpy", "tensorflow", "matplotlib", "matplotlib.pyplot", "packaging"),
    *("pandas", "seaborn", "sklearn", "scipy"),
)
"""Modules whose misspelled names are recognized."""

NOT_HERE = (
    "This page has {packages} and the parts of Keras that networks of Dense layers need. "
    "For other packages run the notebook where Python is installed, for example in Google Colab."
)

NO_INPUT = (
    "Nothing can be typed in while a cell runs. Write the value into the cell instead, for "
    'example: password = "a password of your own"'
)
NO_THREADS = (
    "Python has one thread in this page. Call the function itself, one call after another; the "
    "results are the same."
)
NO_PROGRAMS = (
    "There is no shell and no other program in this page, only Python. Python's own ways to look "
    "at files work: os.listdir(), open(name).read()."
)
BRING_FILE = "Bring it with Bring a file below the cells: cells find it by its name."
NO_FILES = (
    "A cell sees no folder of this device. {bring} {there} Also at hand are fashion.npz (for "
    "np.load) and keras.datasets."
)

NO_NETWORK = (
    "This page asks no other server. Save the file on this device and bring it with Bring a file "
    "below the cells: pd.read_csv(name) and open(name) find it by its name. Data that is here "
    "already: keras.datasets.fashion_mnist and mnist; in sklearn.datasets load_iris, load_digits, "
    "load_wine, load_breast_cancer, load_diabetes."
)
NETWORK_MODULES = {
    *("aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "ssl"),
    *("urllib.request", "urllib3"),
}
"""Modules and packages through which a cell would ask another server."""
MAX_NAMES = 10
"""Files that are named where another one was not found."""

DAMAGED_FILE = (
    "The file is damaged, or no file that np.save or np.savez wrote. Delete it from the files "
    "below the cells and bring it again, from where it came from."
)
TOO_DEEP = (
    "This is nested too deeply: a browser leaves less room for calls in calls than other Pythons "
    "have. Look at a part of it, or make it flatter."
)
CALLS_ITSELF = (
    "A function calls itself again and again. It needs a case in which it returns without calling "
    "itself, and each call must come closer to that."
)
MANY_CALLS = 50
"""Calls within calls that show that something calls itself."""

CURRENT_NAMES = {
    "evaluate_generator": "model.evaluate(x, y)",
    "fit_generator": "model.fit(x, y)",
    "get_value": "float(model.optimizer.learning_rate)",
    "lr": "model.optimizer.learning_rate",
    "predict_classes": "model.predict(x).argmax(axis=1), or (model.predict(x) > 0.5).astype(int) "
    "if the last layer is a single sigmoid unit",
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
        case KeyError(args=(str(message), *_)) if message.endswith("is not a file in the archive"):
            error.add_note("Its names are listed by: print(list(data.keys()))")
        case TypeError(args=(str(message), *_)) if "'History'" in message:
            error.add_note('The numbers are in its dictionary: history.history["loss"]')
        case TypeError(args=(str(message), *_)) if "'nb_epoch'" in message:
            error.add_note("Today: epochs=")
        case TypeError(args=(str(message), *_)) if message.endswith(
            "object is not iterable"
        ) and "fittingroom.models" in _packages(error):
            error.add_note("The layers go into one list: keras.Sequential([first, second])")
        case TypeError(args=(str(message), *_)) if message.endswith(
            ("'int' and 'str'", "'float' and 'str'")
        ) and _raised_by_core(error):
            error.add_note("A number in quotes is text: leave the quotes out.")
        case ValueError(args=(str(message), *_)) if message.startswith(
            "invalid literal for int()"
        ) and _raised_by_core(error):
            error.add_note(
                "Labels are whole numbers here: names = sorted(set(labels)), then "
                "[names.index(label) for label in labels]"
            )
        case ValueError(args=(str(message), *_)) if message.startswith("cannot reshape array"):
            error.add_note(
                "The sizes of the new shape must come to as many values as there are. Let one of "
                "them be worked out: x.reshape((len(x), -1))"
            )
        case RecursionError(args=(str(message), *_)) if message.startswith("Stack overflow"):
            error.add_note(CALLS_ITSELF if len(_frames(error)) > MANY_CALLS else TOO_DEEP)
        case MemoryError(args=(str(message), *_)) if message.startswith("Parser stack"):
            error.add_note(TOO_DEEP)
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
        case ModuleNotFoundError(name=str(name)) if name.partition(".")[0] in NETWORK_MODULES:
            error.add_note(NO_NETWORK)
        case ModuleNotFoundError(name=str(name)):
            substitute = SUBSTITUTES.get(name.partition(".")[0])
            meant = difflib.get_close_matches(name, MODULES, n=1, cutoff=0.75)
            if meant and not substitute:
                error.add_note(f"Did you mean {meant[0]}?")
            else:
                error.add_note(f"{substitute or ''} {_what_is_here()}".lstrip())
        case FileNotFoundError():
            error.add_note(NO_FILES.format(bring=BRING_FILE, there=_files_there()))
        case Exception() if _is_of_damaged_file(error):
            error.add_note(DAMAGED_FILE)
        case Exception() if _is_of_network(error):
            error.add_note(NO_NETWORK)
        case RecursionError():
            error.add_note(CALLS_ITSELF)
        case EOFError() if "getpass" in _modules(error):
            error.add_note(NO_INPUT)
        case Exception() if "bdb" in _modules(error):
            error.add_note(
                "A debugger waits for commands, which cannot arrive while a cell runs. Print what "
                "you want to look at instead: print(x)"
            )
        case RuntimeError(args=(str(message), *_)) if message.startswith("can't start new thread"):
            error.add_note(NO_THREADS)
        case OSError() if _modules(error) & {"subprocess", "multiprocessing.context"}:
            error.add_note(NO_PROGRAMS)
        case _:
            pass


def _is_of_damaged_file(error: Exception) -> bool:
    """Return whether np.load found something else than its file formats."""
    if not any(name.startswith("numpy.lib") for name in _modules(error)):
        return False
    message = str(error.args[0]) if error.args else ""
    found = ("No data left in file", "This file contains pickled")
    return type(error).__module__ in ("zipfile", "zlib") or message.startswith(found)


def _is_of_network(error: Exception) -> bool:
    """Return whether an error comes of asking another server."""
    modules = _modules(error)
    if any(name.startswith("sklearn.datasets") for name in modules):
        return True
    asked = {name.partition(".")[0] for name in modules} | modules
    return (isinstance(error, OSError) or type(error).__module__ == "http.client") and bool(
        asked & NETWORK_MODULES
    )


def _files_there() -> str:
    """Return the names of the files that cells find."""
    names = sorted(
        file.name for file in Path().iterdir() if file.is_file() and not file.name.startswith(".")
    )
    if not names:
        return "There are none yet."
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return f"There: {', '.join(names[:MAX_NAMES])}{more}."


def _what_is_here() -> str:
    further = [wheels.PACKAGES[name] for name in wheels.OPTIONAL[:5] if wheels.brings(name)]
    return NOT_HERE.format(packages=", ".join(("NumPy", "Matplotlib", *further)))


def _raised_by_core(error: BaseException) -> bool:
    """Return whether an error was raised in the package itself, not in a cell."""
    frames = _frames(error)
    return bool(frames) and _module(frames[-1]).startswith("fittingroom.")


def _modules(error: BaseException) -> set[str]:
    """Return the names of the modules that an error came through."""
    return {_module(frame) for frame in _frames(error)}


def _frames(error: BaseException) -> list[FrameType]:
    return [frame for frame, _ in traceback.walk_tb(error.__traceback__)]


def _packages(error: BaseException) -> set[str]:
    return {name.rpartition(".")[0] for name in _modules(error)}


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__"))
