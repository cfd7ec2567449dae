"""Optimizers: hand-worked steps, slots, arguments."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, layers, optimizers

COMMON = {
    "weight_decay": None,
    "clipnorm": None,
    "global_clipnorm": None,
    "clipvalue": None,
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "loss_scale_factor": None,
    "gradient_accumulation_steps": None,
}
"""Keras's configuration of any optimizer made without options."""


def step(optimizer: optimizers.Optimizer, weights: list[float], grads: list[float]) -> list[float]:
    variable = np.array(weights, "float64")
    optimizer.apply([np.array(grads, "float64")], [variable])
    return variable.tolist()


def test_sgd_by_hand() -> None:
    # 1 - 0.1 * 2, 3 + 0.1 * 4
    assert step(optimizers.SGD(0.1), [1, 3], [2, -4]) == pytest.approx([0.8, 3.4])


def test_momentum_by_hand() -> None:
    variable, grad = np.array([1.0]), np.array([2.0])
    sgd = optimizers.SGD(0.1, momentum=0.5)
    for expected in (0.8, 0.5, 0.15):  # steps -0.2, -0.1 - 0.2, -0.15 - 0.2
        sgd.apply([grad], [variable])
        assert variable[0] == pytest.approx(expected)


def test_nesterov_by_hand() -> None:
    # v = -0.2; w = 1 + 0.5 * -0.2 - 0.2
    assert step(optimizers.SGD(0.1, 0.5, nesterov=True), [1], [2]) == pytest.approx([0.7])


def test_first_step_of_adam_by_hand() -> None:
    # m / (1 - beta_1) = g and v / (1 - beta_2) = g**2: a step of learning_rate against the sign.
    # epsilon joins sqrt(v) before that is unbiased: g / (g + epsilon / sqrt(1 - beta_2))
    assert step(optimizers.Adam(0.1), [1, 1], [5, -0.01]) == pytest.approx([0.9, 1.1], abs=1e-4)
    large_epsilon = optimizers.Adam(0.1, beta_2=0.75, epsilon=1.0)
    # g = 2: 0.1 * 2 / (2 + 1 / 0.5) = 0.05
    assert step(large_epsilon, [1], [2]) == pytest.approx([0.95])


def test_second_step_of_adam_by_hand() -> None:
    variable = np.array([0.0])
    adam = optimizers.Adam(1.0, beta_1=0.5, beta_2=0.5, epsilon=0.0)
    adam.apply([np.array([1.0])], [variable])
    adam.apply([np.array([3.0])], [variable])
    # m = 0.5, then 1.75; v = 0.5, then 4.75; alpha = sqrt(0.75) / 0.75
    expected = -1 - np.sqrt(0.75) / 0.75 * 1.75 / np.sqrt(4.75)
    assert variable[0] == pytest.approx(expected)
    assert adam.iterations == 2


def test_zero_gradients_move_nothing() -> None:
    for optimizer in (optimizers.Adam(), optimizers.SGD(momentum=0.9)):
        assert step(optimizer, [1, -2], [0, 0]) == [1, -2]


def test_slots() -> None:
    variables = [np.zeros((3, 2), "float32"), np.zeros(2, "float32")]
    adam, sgd, momentum = optimizers.Adam(), optimizers.SGD(), optimizers.SGD(momentum=0.9)
    for optimizer in (adam, sgd, momentum):
        optimizer.build(variables)
    assert [o.slot_count() for o in (adam, sgd, momentum)] == [16, 0, 8]
    adam.build(variables)  # again, same shapes: kept
    with pytest.raises(ValueError, match=r"Call compile\(\) again with a new optimizer"):
        adam.build(variables[:1])


def test_float32_stays_float32() -> None:
    variable = np.ones(3, "float32")
    for optimizer in (optimizers.Adam(), optimizers.SGD(momentum=0.9, nesterov=True)):
        optimizer.apply([np.ones(3, "float32")], [variable])
        assert variable.dtype == np.float32
        assert all(slot.dtype == np.float32 for kind in optimizer.slots for slot in kind)


def test_learning_rate_may_change_between_steps() -> None:
    sgd = optimizers.SGD(0.1)
    variable = np.array([1.0])
    sgd.apply([np.array([1.0])], [variable])
    sgd.learning_rate = 0.5
    sgd.apply([np.array([1.0])], [variable])
    assert variable[0] == pytest.approx(0.4)


@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf"), "fast", None])
def test_bad_learning_rate(value: object) -> None:
    with pytest.raises(ValueError, match="learning_rate="):
        optimizers.Adam(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("arguments", [{"beta_1": 1.0}, {"beta_2": -0.1}])
def test_bad_betas(arguments: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(arguments))):
        optimizers.Adam(**arguments)


def test_bad_momentum() -> None:
    with pytest.raises(ValueError, match="momentum=2"):
        optimizers.SGD(momentum=2)


def test_get() -> None:
    adam = optimizers.get("Adam")
    assert isinstance(adam, optimizers.Adam)
    assert optimizers.get("adam") is not adam
    assert optimizers.get(adam) is adam
    assert isinstance(optimizers.get("rmsprop"), optimizers.RMSprop)
    assert isinstance(optimizers.get("AdamW"), optimizers.AdamW)
    with pytest.raises(ValueError, match="Did you mean 'adam'"):
        optimizers.get("adma")
    with pytest.raises(ValueError, match=r"Create it first: SGD\(\)"):
        optimizers.get(optimizers.SGD)


def test_defaults_are_keras_s() -> None:
    assert optimizers.Adam().get_config() == {
        **COMMON, "name": "adam", "learning_rate": 0.0010000000474974513,
        "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": False,
    }  # fmt: skip
    assert optimizers.SGD().get_config() == {
        **COMMON, "name": "sgd", "learning_rate": 0.009999999776482582,
        "momentum": 0.0, "nesterov": False,
    }  # fmt: skip
    assert optimizers.RMSprop().get_config() == {
        **COMMON, "name": "rm_sprop", "learning_rate": 0.0010000000474974513,
        "rho": 0.9, "momentum": 0.0, "epsilon": 1e-07, "centered": False,
    }  # fmt: skip
    assert optimizers.AdamW().weight_decay == 0.004


def test_changed_layers_need_a_new_optimizer() -> None:
    model = Sequential([layers.Dense(4, input_shape=(2,)), layers.Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    x, y = np.ones((6, 2)), [0, 1, 2, 0, 1, 2]
    model.fit(x, y, verbose=0)
    model.add(layers.Dense(3, "softmax"))
    with pytest.raises(ValueError, match=r"Call compile\(\)"):
        model.fit(x, y, verbose=0)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, verbose=0)


def test_rmsprop_by_hand() -> None:
    # v = 0.25 * 16 = 4; w = 1 - 0.1 * 4 / sqrt(4 + 0)
    assert step(optimizers.RMSprop(0.1, rho=0.75, epsilon=0.0), [1], [4]) == pytest.approx([0.8])
    # the mean of g is 0.25 * 4 = 1, its variance 4 - 1
    centered = optimizers.RMSprop(0.1, rho=0.75, epsilon=0.0, centered=True)
    assert step(centered, [1], [4]) == pytest.approx([1 - 0.4 / np.sqrt(3)])


# Weights that Keras 3.15 on TensorFlow has after four steps from START along GRADIENTS.
START = [-1.0, 0.5, 2.0]
GRADIENTS = [[0.3, -0.002, 4.0], [-0.1, 0.0, 3.0], [0.2, -0.001, -1.0], [0.5, 0.0, 2.0]]
AFTER_FOUR_STEPS: list[tuple[str, dict[str, Any], list[float]]] = [
    ("RMSprop", {}, [-1.0065618, 0.5042099, 1.994255]),
    (
        "RMSprop",
        {"learning_rate": 0.1, "rho": 0.5, "momentum": 0.9},
        [-1.6625187, 1.155785, 1.226355],
    ),
    (
        "RMSprop",
        {"learning_rate": 0.1, "epsilon": 0.001, "centered": True},
        [-1.6838443, 0.5094851, 1.3783609],
    ),
    (
        "RMSprop",
        {"learning_rate": 0.1, "momentum": 0.5, "centered": True, "clipvalue": 0.25},
        [-1.9484452, 1.2751951, 1.0421802],
    ),
    ("Adam", {"learning_rate": 0.1, "amsgrad": True}, [-1.2764494, 0.8027544, 1.6713395]),
    ("Adam", {"learning_rate": 0.1, "weight_decay": 0.1}, [-1.2326758, 0.7780717, 1.5980763]),
    ("Adam", {"learning_rate": 0.1, "clipnorm": 0.01}, [-1.2788457, 0.7157913, 1.7251917]),
    ("AdamW", {}, [-1.0027484, 0.5030201, 1.9966815]),
    ("AdamW", {"learning_rate": 0.1, "weight_decay": 0.5}, [-1.069776, 0.68556875, 1.3272913]),
    ("SGD", {"clipnorm": 1.0}, [-1.0048012, 0.50001484, 1.980138]),
    (
        "SGD",
        {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.1},
        [-1.1959429, 0.48137018, -0.8137385],
    ),
    ("SGD", {"learning_rate": 0.1, "clipvalue": 0.2}, [-1.05, 0.5003, 1.96]),
    ("SGD", {"learning_rate": 0.1, "global_clipnorm": 0.2}, [-1.0096027, 0.50002956, 1.9602759]),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), AFTER_FOUR_STEPS)
def test_steps_are_keras_s(name: str, arguments: dict[str, Any], expected: list[float]) -> None:
    optimizer = getattr(optimizers, name)(**arguments)
    variable = np.array(START, "float32")
    for grad in np.array(GRADIENTS, "float32"):
        kept = grad.copy()
        optimizer.apply([grad], [variable])
        assert (grad == kept).all()
    np.testing.assert_allclose(variable, expected, rtol=1e-6)


def test_clipnorm_looks_at_each_weight_array_in_a_flat_one() -> None:
    variable = np.zeros(4)
    sgd = optimizers.SGD(1.0, clipnorm=1.0)
    sgd.build([variable], [2, 2])
    sgd.apply([np.array([3.0, 4.0, 0.3, 0.4])], [variable])
    assert variable.tolist() == pytest.approx([-0.6, -0.8, -0.3, -0.4])
    together = np.zeros(2)
    optimizers.SGD(1.0, global_clipnorm=1.0).apply([np.array([3.0, 4.0])], [together])
    assert together.tolist() == pytest.approx([-0.6, -0.8])
