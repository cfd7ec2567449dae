"""The loop's memory: pictures stay bytes, and a step allocates nothing large."""

import gc
import sys
import tracemalloc

import numpy as np
import pytest

from fittingroom import Sequential, layers


def test_a_uint8_set_is_never_copied_as_floats() -> None:
    x = np.zeros((4000, 784), "uint8")  # 3.1 MB; as float32 it would take 12.5 MB
    y = np.arange(4000) % 3
    model = Sequential([layers.Dense(4, "relu", input_shape=(784,)), layers.Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x[:64], y[:64], verbose=0)
    gc.collect()
    tracemalloc.start()
    try:
        model.fit(x, y, batch_size=32, validation_split=0.2, verbose=0)
        model.predict(x, verbose=0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_500_000  # bytes


@pytest.mark.skipif(sys.platform == "emscripten", reason="einsum takes a transposed copy there")
def test_a_step_allocates_no_large_array() -> None:
    model = Sequential([layers.Dense(64, "relu", input_shape=(784,)), layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = np.zeros((320, 784), "uint8"), np.arange(320) % 10
    steps = model.fit_steps(x, y, epochs=2, verbose=0)
    next(steps)
    tracemalloc.start()
    try:
        for _ in range(9):
            next(steps)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        for _ in range(9):
            next(steps)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - held < 20_000  # bytes; one batch of pixels as float32 is 100,352
