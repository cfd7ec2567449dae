"""scikit-learn's MLPClassifier on the same network, without its weight penalty.

Usage: with_scikit_learn.py DATA_FOLDER.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import sklearn
from harness import Data, serve, timed
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_info


def train(task: dict[str, Any], data: Data) -> dict[str, Any]:
    """One run from fresh weights."""
    x, y = data.x[: task["images"]], data.y[: task["images"]]
    model = MLPClassifier(
        (task["units"],),
        solver="adam",
        alpha=0.0,
        batch_size=task["batch"],
        learning_rate_init=0.001,
        epsilon=1e-7,
        random_state=0,
    )

    def epochs() -> Iterator[None]:
        for _ in range(task["epochs"]):
            model.partial_fit(x, y, classes=np.arange(10))
            yield

    seconds = timed(epochs())
    return {"epochs": seconds, "accuracy": float(model.score(data.x_test, data.y_test))}


threads = max((pool["num_threads"] for pool in threadpool_info()), default=1)
serve({"version": sklearn.__version__, "threads": threads}, train)
