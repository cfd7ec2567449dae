"""Opens the Lab's files with their real readers; runs in an environment that has them.

    python readers.py FOLDER

Prints as JSON what each has found. FOLDER holds the files and `pictures.npy`, the model's input.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np


def read(folder: Path) -> dict[str, Any]:
    import nbformat
    import onnx
    import onnxruntime
    import pandas as pd
    from safetensors.numpy import load_file

    notebook = nbformat.read(folder / "clothes.ipynb", as_version=4)
    nbformat.validate(notebook)
    model = onnx.load(folder / "clothes.onnx")
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(folder / "clothes.onnx")
    pictures = np.load(folder / "pictures.npy")
    (probabilities,) = session.run(None, {session.get_inputs()[0].name: pictures})
    weights = load_file(folder / "clothes-weights.safetensors")
    history = pd.read_csv(folder / "clothes-history.csv", float_precision="round_trip")
    return {
        "cells": [cell.cell_type for cell in notebook.cells],
        "printed": [
            output.text
            for cell in notebook.cells[1:]
            for output in cell.outputs
            if "text" in output
        ],
        "probabilities": probabilities.tolist(),
        "weights": {name: array.tolist() for name, array in weights.items()},
        "history": history.to_dict("list"),
    }


def read_with_keras(folder: Path) -> dict[str, Any]:
    import keras

    model = keras.models.load_model(folder / "clothes.keras")
    pictures = np.load(folder / "pictures.npy")
    return {
        "probabilities": model.predict(pictures, verbose=0).tolist(),
        "optimizer": type(model.optimizer).__name__,
        "steps": int(model.optimizer.iterations.numpy()),
    }


if __name__ == "__main__":
    choice = read_with_keras if sys.argv[1:2] == ["--keras"] else read
    print(json.dumps(choice(Path(sys.argv[-1]))))
