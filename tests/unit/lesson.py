"""The lesson's model, and a dozen pictures for it, for tests that need any."""

import numpy as np

from fittingroom import Sequential, layers, utils

PICTURES = np.random.default_rng(0).random((12, 28, 28, 1), dtype="float32")
ROWS = PICTURES.reshape(12, 784)
NUMBERS = np.arange(12) % 3
ONE_HOT = utils.to_categorical(NUMBERS)


def lesson_model(units: int = 3, loss: str = "categorical_crossentropy") -> Sequential:
    model = Sequential()
    model.add(layers.Dense(10, input_shape=(784,), activation="relu"))
    model.add(layers.Dense(units, activation="softmax"))
    model.compile(loss=loss, optimizer="adam", metrics=["accuracy"])
    return model
