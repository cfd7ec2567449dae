"""A model trained by SGD, whose learning rate callbacks change."""

import numpy as np

from fittingroom import Sequential, layers, optimizers

X, Y = np.linspace(-1, 1, 24).reshape(12, 2), np.arange(12) % 3


def make_model(rate: float = 0.5) -> Sequential:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(2,))])
    model.compile(optimizers.SGD(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
