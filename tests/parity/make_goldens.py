"""Asks real Keras, on TensorFlow, what every case gives, and writes the answers down.

    python -m parity.make_goldens FOLDER PART PARTS [quick]

writes one part of all answers to FOLDER/part-PART.json; with `quick`, most of it is computed line
by line, since TensorFlow takes longer to trace so small a run than to carry it out. Runs in an
environment that has Keras but not this package; `live` makes that environment, starts the parts and
joins them.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ |= {"COLUMNS": "80", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}

import keras
import numpy as np
import tensorflow as tf

from parity import answers, texts

tf.get_logger().setLevel("ERROR")
# One thread for each part: sums are taken in the same order on every machine.
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}


MODULES = (
    "keras",
    "keras.activations",
    "keras.backend",
    "keras.callbacks",
    "keras.config",
    "keras.constraints",
    "keras.datasets",
    "keras.initializers",
    "keras.layers",
    "keras.losses",
    "keras.metrics",
    "keras.models",
    "keras.ops",
    "keras.optimizers",
    "keras.optimizers.schedules",
    "keras.random",
    "keras.regularizers",
    "keras.saving",
    "keras.utils",
)
"""Whose public names fittingroom.compat has to know."""
TRACED = 8
"""Where it has to be quick, one question in so many is still answered the usual way."""
OTHERWISE_UNTRACED = ("piece: several inputs and outputs", "wrong: squared error of other width")
"""Questions that Keras answers otherwise line by line: by another loss, by another error."""


def public_names() -> dict[str, str]:
    """Names in each module, as one text."""
    modules = {path: importlib.import_module(path) for path in MODULES}
    return {
        path: " ".join(name for name in sorted(dir(module)) if name[0] != "_")
        for path, module in modules.items()
    }


def apply(optimizer: Any, gradients: list[Any], start: Any) -> list[Any]:
    """The variable after each step along the gradients."""
    variable = keras.Variable(start)
    steps = []
    for gradient in gradients:
        optimizer.apply([tf.constant(gradient)], [variable])
        steps.append(np.array(variable))
    return steps


def draw_bar(steps: int, seconds: float, logs: dict[str, float], verbose: int) -> str:
    """What Keras's bar prints at the end when every step takes the same time."""
    from keras.src.utils import progbar

    now = 1000.0
    real, progbar.time.time = progbar.time.time, lambda: now
    try:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            drawn = keras.utils.Progbar(steps, verbose=verbose)
            now += seconds / steps
            drawn.update(1, finalize=False)
            now = 1000.0 + seconds
            drawn.update(steps, list(logs.items()), finalize=True)
    finally:
        progbar.time.time = real
    return texts.last_drawn(output.getvalue()).strip("\n")


def main(folder: str, part: int, parts: int, quick: bool) -> None:
    gc.freeze()  # clear_session collects garbage, and need not go through TensorFlow's modules
    questions = answers.questions(keras, apply, draw_bar)
    given = {}
    for number, name in enumerate(list(questions)[part::parts]):
        untraced = quick and number % TRACED != 0 and name not in OTHERWISE_UNTRACED
        tf.config.run_functions_eagerly(untraced)
        given[name] = questions[name]()
    content = {"versions": VERSIONS, "names": public_names(), "answers": given}
    Path(folder, f"part-{part}.json").write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["quick"])
