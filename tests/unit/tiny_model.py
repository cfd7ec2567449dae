"""A tiny compiled model and samples for it, for tests of callbacks."""

import numpy as np

from fittingroom import Sequential, layers

X, Y = np.linspace(-1, 1, 24).reshape(12, 2), np.arange(12) % 3


def make_model() -> Sequential:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(2,))])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
