"""A small compiled model and samples for it, for tests that need any."""

import numpy as np

from fittingroom import Input, Sequential, layers

X = np.random.default_rng(3).random((40, 6)).astype("float32")

Y = np.arange(40) % 3


def compiled(*middle: layers.Layer) -> Sequential:
    model = Sequential([Input((6,)), *middle, layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["acc"])
    return model
