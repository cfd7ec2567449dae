"""Constraints by name, as objects and as functions, on weights that train."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, constraints, layers, optimizers, saving

X = np.random.default_rng(0).random((20, 4)).astype("float32")


def trained(**arguments: Any) -> Sequential:
    model = Sequential([Input((4,)), layers.Dense(3, **arguments)])
    model.compile(optimizers.SGD(0.5), "mse")
    model.fit(X, 5 * X[:, :3] - 3, epochs=3, verbose=0)
    return model


def kernel(constraint: Any) -> Any:
    return trained(kernel_constraint=constraint).get_weights()[0]


def test_lengths_and_signs() -> None:
    lengths = np.linalg.norm(kernel(constraints.MaxNorm(0.5)), axis=0)
    assert (lengths <= 0.5 + 1e-6).all()
    assert (lengths > 0.49).any()
    np.testing.assert_allclose(np.linalg.norm(kernel("unit_norm"), axis=0), 1, rtol=1e-5)
    assert (kernel("NonNeg") >= 0).all()
    lengths = np.linalg.norm(kernel(constraints.MinMaxNorm(0.2, 0.4)), axis=0)
    assert ((lengths > 0.19) & (lengths < 0.41)).all()
    assert (kernel(lambda w: np.clip(w, -0.1, 0.1)) <= 0.1 + 1e-6).all()
    bias = trained(bias_constraint="non_neg").get_weights()[1]
    assert bias.min() == 0.0


def test_names_and_plain_data() -> None:
    assert constraints.get(None) is None
    assert isinstance(constraints.get("max_norm"), constraints.MaxNorm)
    made = constraints.deserialize(constraints.serialize(constraints.MaxNorm(3, axis=1)))
    assert made.get_config() == {"max_value": 3, "axis": 1}
    with pytest.raises(ValueError, match=r"constraint identifier: 'max_nrom'. Did you mean 'max_"):
        layers.Dense(3, kernel_constraint="max_nrom")
    model = trained(kernel_constraint="max_norm")
    model.save("m.keras")
    again = saving.load_model("m.keras").layers[0].kernel_constraint
    assert again.get_config() == {"max_value": 2, "axis": 0}
