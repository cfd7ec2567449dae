"""Schedules: rates at given steps, configuration, and what an optimizer makes of them."""

from typing import Any

import numpy as np
import pytest

from fittingroom import optimizers
from fittingroom.optimizers import schedules

STEPS = (0, 1, 2, 3, 5, 6, 9, 20)

# Rates that Keras 3.15 on TensorFlow gives at STEPS.
RATES: list[tuple[str, dict[str, Any], list[float]]] = [
    (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5},
        [0.1, 0.084089644, 0.07071068, 0.059460353, 0.042044822, 0.03535534, 0.021022411, 0.003125],
    ),
    (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5, "staircase": True},
        [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.003125],
    ),
    (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5},
        [0.1, 0.08888889, 0.08, 0.07272727, 0.06153846, 0.057142857, 0.047058824, 0.028571429],
    ),
    (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5, "staircase": True},
        [0.1, 0.1, 0.1, 0.1, 0.06666667, 0.06666667, 0.05, 0.028571429],
    ),
    (
        "PiecewiseConstantDecay",
        {"boundaries": [2, 5], "values": [0.1, 0.05, 0.01]},
        [0.1, 0.1, 0.1, 0.05, 0.05, 0.01, 0.01, 0.01],
    ),
    (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 6, "end_learning_rate": 0.02, "power": 2.0},
        [0.099999994, 0.07555555, 0.05555555, 0.04, 0.022222223, 0.02, 0.02, 0.02],
    ),
    (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 4, "cycle": True},
        [0.1, 0.075025, 0.05005, 0.025075, 0.0375625, 0.025075, 0.025075, 0.0001],
    ),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 8, "alpha": 0.25},
        [0.1, 0.09714548, 0.08901651, 0.07685063, 0.04814937, 0.0359835, 0.025, 0.025],
    ),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.0, "decay_steps": 8, "warmup_target": 0.2, "warmup_steps": 4},
        [0.0, 0.05, 0.1, 0.15, 0.19238795, 0.17071068, 0.061731648, 0.0],
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 3},
        [0.1, 0.075, 0.024999997, 0.1, 0.075, 0.049999997, 0.1, 0.0017037094],
    ),
    (
        "CosineDecayRestarts",
        {
            "initial_learning_rate": 0.1,
            "first_decay_steps": 3,
            "t_mul": 1.0,
            "m_mul": 0.5,
            "alpha": 0.1,
        },
        [0.1, 0.0775, 0.032499995, 0.055000003, 0.021250004, 0.0325, 0.02125, 0.010351564],
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.2, "first_decay_steps": 2, "t_mul": 1.5, "m_mul": 0.9},
        [0.2, 0.099999994, 0.17999999, 0.13499999, 0.16199999, 0.14304958, 0.004884893, 0.09159678],
    ),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), RATES)
def test_rates_are_keras_s(name: str, arguments: dict[str, Any], expected: list[float]) -> None:
    schedule = getattr(schedules, name)(**arguments)
    rates = [schedule(step) for step in STEPS]
    assert all(rate.dtype == np.float32 for rate in rates)
    np.testing.assert_allclose(rates, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(("name", "arguments", "expected"), RATES)
def test_configuration_there_and_back(
    name: str, arguments: dict[str, Any], expected: list[float]
) -> None:
    config = schedules.serialize(getattr(schedules, name)(**arguments))
    assert config["module"] == "keras.optimizers.schedules"
    assert arguments.items() <= config["config"].items()
    again = schedules.deserialize(config)
    np.testing.assert_allclose(again(9), expected[6], rtol=1e-6, atol=1e-9)


def test_piecewise_by_hand() -> None:
    schedule = schedules.PiecewiseConstantDecay([2, 5], [1.0, 0.5, 0.25])
    assert [float(schedule(step)) for step in (0, 2, 3, 5, 6)] == [1, 1, 0.5, 0.5, 0.25]


def test_an_optimizer_asks_with_the_steps_taken() -> None:
    halving = schedules.ExponentialDecay(1.0, decay_steps=1, decay_rate=0.5)
    sgd, variable = optimizers.SGD(halving), np.array([0.0])
    for expected in (-1.0, -1.5, -1.75):
        sgd.apply([np.array([1.0])], [variable])
        assert variable[0] == expected
    assert sgd.learning_rate == 0.125


def test_a_schedule_keeps_the_rate_from_being_set() -> None:
    adam = optimizers.Adam(schedules.CosineDecay(0.1, 5))
    with pytest.raises(TypeError, match="hence its learning rate is not settable"):
        adam.learning_rate = 0.1
    with pytest.raises(TypeError, match="not settable"):
        adam.learning_rate.assign(0.1)
    adam.learning_rate = schedules.CosineDecay(0.2, 5)
    assert adam.learning_rate == np.float32(0.2)


def test_a_schedule_of_one_s_own() -> None:
    class Halving(schedules.LearningRateSchedule):
        def __call__(self, step: int) -> float:
            return 0.5**step

    sgd = optimizers.SGD(Halving())
    assert sgd.learning_rate == 1.0
    with pytest.raises(NotImplementedError, match="'Halving' must override `get_config"):
        sgd.get_config()
    with pytest.raises(NotImplementedError, match="must override `__call__"):
        schedules.LearningRateSchedule()(0)


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match=r"must be > 0\. Received: decay_steps=0"):
        schedules.ExponentialDecay(0.1, 0, 0.5)
    with pytest.raises(ValueError, match=r"must be > 0\. Received: first_decay_steps=-1"):
        schedules.CosineDecayRestarts(0.1, -1)
    with pytest.raises(ValueError, match="1 less than the length of values"):
        schedules.PiecewiseConstantDecay([1], [0.1])
    with pytest.raises(ValueError, match="learning rate schedule identifier: 'Cosine'"):
        schedules.deserialize({"class_name": "Cosine"})
