"""Optimizers: options that are refused, configurations, the rate, one model each."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, layers, optimizers


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"clipnorm": 1.0, "clipvalue": 1.0}, "Only one of `clipnorm`"),
        ({"use_ema": True}, "`use_ema` of Keras's optimizers is not available here"),
        ({"gradient_accumulation_steps": 4}, "Leave it out"),
        ({"lr": 0.1}, "Today's word for `lr` is `learning_rate`"),
        ({"speed": 3}, "not recognized: {'speed': 3}"),
        ({"learning_rate": 1}, r"should be float.* Write 0.001 or 1.0"),
    ],
)
def test_options_that_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        optimizers.Adam(**arguments)
    with pytest.raises(ValueError, match="weight_decay"):
        optimizers.AdamW(weight_decay=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "optimizer",
    [
        optimizers.SGD(0.5, momentum=0.9, nesterov=True, clipvalue=0.5, name="mine"),
        optimizers.Adam(0.5, amsgrad=True, weight_decay=0.1),
        optimizers.AdamW(0.5, 0.2, 0.8),
        optimizers.RMSprop(0.5, 0.8, 0.5, centered=True, global_clipnorm=2.0),
        optimizers.Adam(optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)),
    ],
    ids=repr,
)
def test_configuration_there_and_back(optimizer: optimizers.Optimizer) -> None:
    again = type(optimizer).from_config(optimizer.get_config())
    assert again.get_config() == optimizer.get_config()
    config = optimizers.serialize(optimizer)
    assert config["class_name"] == type(optimizer).__name__
    restored = optimizers.get(config)
    assert type(restored) is type(optimizer)
    assert restored.get_config() == optimizer.get_config()
    with pytest.raises(ValueError, match="Could not interpret optimizer identifier: 'Adma'"):
        optimizers.deserialize({"class_name": "Adma", "config": {}})


def test_the_rate_is_a_number_that_can_be_assigned_to() -> None:
    adam = optimizers.Adam(0.001)
    assert adam.learning_rate == np.float32(0.001)
    assert str(adam.learning_rate) == "0.0010000000474974513"
    assert adam.learning_rate.numpy().dtype == np.float32
    assert adam.learning_rate.assign(0.5) == 0.5
    adam.learning_rate.assign(adam.learning_rate * 0.5)
    assert adam.learning_rate == 0.25
    assert repr(adam) == "<Adam learning_rate=0.25>"
    with pytest.raises(ValueError, match="learning_rate=-1"):
        adam.learning_rate = -1


def test_a_function_may_give_the_rate() -> None:
    rates = iter([0.5, 0.25])
    sgd, variable = optimizers.SGD(lambda: next(rates)), np.array([1.0])
    sgd.apply([np.array([1.0])], [variable])
    sgd.apply([np.array([1.0])], [variable])
    assert variable[0] == 0.25
    with pytest.raises(AttributeError, match="created with a function as its `learning_rate`"):
        sgd.learning_rate = 0.125
    sgd.learning_rate = lambda: 0.125
    assert sgd.learning_rate == 0.125


def test_two_models_do_not_share_an_optimizer() -> None:
    adam = optimizers.Adam()
    first, second = (Sequential([layers.Dense(3, "softmax", input_shape=(2,))]) for _ in range(2))
    x, y = np.ones((6, 2)), [0, 1, 2, 0, 1, 2]
    for model in (first, second):
        model.compile(adam, "sparse_categorical_crossentropy")
    first.fit(x, y, verbose=0)
    before = second.get_weights()
    with pytest.raises(ValueError, match=r"Unknown variable.*recreate a new optimizer instance"):
        second.fit(x, y, verbose=0)
    assert all((a == b).all() for a, b in zip(before, second.get_weights(), strict=True))
    first.fit(x, y, verbose=0)
    assert adam.iterations == 2


def test_the_default_of_compile() -> None:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(2,))])
    model.compile(loss="sparse_categorical_crossentropy")
    assert isinstance(model.optimizer, optimizers.RMSprop)
    losses = model.fit(np.eye(2), [0, 1], epochs=3, verbose=0).history["loss"]
    assert losses[0] > losses[1] > losses[2]
