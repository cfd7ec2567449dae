"""PyTorch, as one writes it for speed on a processor: a hand-written loop and the fused Adam.

Usage: with_pytorch.py DATA_FOLDER THREADS, 0 threads meaning PyTorch's own choice.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import torch
from harness import PIXELS, Data, serve, timed
from torch.nn import functional


def train(task: dict[str, Any], data: Data) -> dict[str, Any]:
    """One run from fresh weights."""
    x, y = torch.from_numpy(data.x[: task["images"]]), torch.from_numpy(data.y[: task["images"]])
    torch.manual_seed(0)
    sizes = [PIXELS, *task.get("layers", [task.get("units")])]
    hidden = [
        part
        for inputs, units in pairwise(sizes)
        for part in (torch.nn.Linear(inputs, units), torch.nn.ReLU())
    ]
    model = torch.nn.Sequential(*hidden, torch.nn.Linear(sizes[-1], 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, eps=1e-7, fused=True)

    def epochs() -> Iterator[None]:
        for _ in range(task["epochs"]):
            for rows in torch.randperm(len(x)).split(task["batch"]):
                loss = functional.cross_entropy(model(x[rows]), y[rows])
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                optimizer.step()
            yield

    seconds = timed(epochs())
    with torch.no_grad():
        predicted = model(torch.from_numpy(data.x_test)).argmax(1).numpy()
    return {"epochs": seconds, "accuracy": float((predicted == data.y_test).mean())}


if int(sys.argv[2]):
    torch.set_num_threads(int(sys.argv[2]))
serve({"version": torch.__version__, "threads": torch.get_num_threads()}, train)
