"""Optimizers: hand-worked steps, slots, arguments."""

import numpy as np
import pytest

from fittingroom import Sequential, layers, optimizers


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
    assert isinstance(optimizers.get(optimizers.SGD), optimizers.SGD)
    with pytest.raises(ValueError, match="Did you mean 'adam'"):
        optimizers.get("adma")


def test_defaults_are_keras_s() -> None:
    config = {"name": "adam", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999}
    assert optimizers.Adam().get_config() == config | {"epsilon": 1e-7}
    assert optimizers.SGD().learning_rate == 0.01


def test_changed_layers_need_a_new_optimizer() -> None:
    model = Sequential([layers.Dense(4, input_shape=(2,)), layers.Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    x, y = np.ones((6, 2)), [0, 1, 2, 0, 1, 2]
    model.fit(x, y, verbose=0)
    model.add(layers.Dense(3, "softmax"))
    with pytest.raises(ValueError, match="Call compile"):
        model.fit(x, y, verbose=0)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, verbose=0)
