"""The network in plain NumPy, as a textbook would write it: what stock NumPy gives anyone.

Runs in two places: in CPython, whose NumPy has a BLAS, and inside a plain Pyodide, whose NumPy has
none. Usage in CPython: with_numpy.py DATA_FOLDER.
"""

import time
from typing import Any

import numpy as np

BETA_1, BETA_2, EPSILON, RATE = 0.9, 0.999, 1e-7, 0.001


def train(task: dict[str, Any], data: Any) -> dict[str, Any]:
    """One run from fresh weights."""
    rng = np.random.default_rng(0)
    x, y = data.x[: task["images"]], data.y[: task["images"]]
    weights = fresh_weights(rng, task["units"])
    slots = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    seconds = []
    step = 0
    for _ in range(task["epochs"]):
        begun = time.perf_counter()
        order = rng.permutation(len(x))
        for start in range(0, len(x), task["batch"]):
            rows = order[start : start + task["batch"]]
            step += 1
            alpha = RATE * np.sqrt(1 - BETA_2**step) / (1 - BETA_1**step)
            slopes = gradients(weights, x[rows], y[rows])
            for w, (m, v), g in zip(weights, slots, slopes, strict=True):
                m += (1 - BETA_1) * (g - m)
                v += (1 - BETA_2) * (g * g - v)
                w -= np.float32(alpha) * m / (np.sqrt(v) + np.float32(EPSILON))
        seconds.append(time.perf_counter() - begun)
    right = forward(weights, data.x_test)[1].argmax(axis=1) == data.y_test
    return {"epochs": seconds, "accuracy": float(right.mean())}


def fresh_weights(rng: np.random.Generator, units: int) -> list[np.ndarray]:
    """Kernels by Glorot's rule, biases of zero."""
    weights = []
    for rows, columns in ((784, units), (units, 10)):
        limit = np.sqrt(6 / (rows + columns))
        weights.append(rng.uniform(-limit, limit, (rows, columns)).astype(np.float32))
        weights.append(np.zeros(columns, np.float32))
    return weights


def forward(weights: list[np.ndarray], x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The hidden layer and the probabilities."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(x @ w1 + b1, 0)
    logits = hidden @ w2 + b2
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return hidden, odds / odds.sum(axis=1, keepdims=True)


def gradients(weights: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    """What the mean crossentropy of a batch asks of each weight."""
    hidden, error = forward(weights, x)
    error[np.arange(len(y)), y] -= 1
    error /= np.float32(len(y))
    back = error @ weights[2].T * (hidden > 0)
    return [x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


if __name__ == "__main__":
    from harness import serve
    from threadpoolctl import threadpool_info

    threads = max((pool["num_threads"] for pool in threadpool_info()), default=1)
    serve({"version": np.__version__, "threads": threads}, train)
