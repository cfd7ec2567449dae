"""Losses, activations and layers that a learner writes: what works, what is said of the rest."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, losses, ops, saving

X = np.random.default_rng(0).random((12, 4))
Y = np.eye(3)[np.arange(12) % 3]


def far_off(y_true: Any, y_pred: Any) -> Any:
    return ops.mean(ops.square(y_true - y_pred), axis=-1)


class FarOff(losses.Loss):
    def call(self, y_true: Any, y_pred: Any) -> Any:
        return far_off(y_true, y_pred)


def make_model(loss: Any) -> Sequential:
    model = Sequential([Input((4,)), layers.Dense(3, activation="softmax")])
    model.compile("sgd", loss, metrics=["mse"])
    return model


@pytest.mark.parametrize("loss", [far_off, FarOff(), FarOff])
def test_a_loss_of_ones_own_measures_and_teaches(loss: Any) -> None:
    models = [make_model(each) for each in (loss, "mse")]
    models[1].set_weights(models[0].get_weights())
    value, mse = models[0].evaluate(X, Y, verbose=0)
    assert value == pytest.approx(mse)
    for model in models:
        model.fit(X, Y, epochs=3, shuffle=False, verbose=0)
    for one, other in zip(models[0].get_weights(), models[1].get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_a_loss_that_cannot_be_followed_measures_and_says_why_it_cannot_teach() -> None:
    def ranked(y_true: Any, y_pred: Any) -> Any:
        return ops.mean(ops.sort(y_pred), axis=-1)

    def constant(y_true: Any, y_pred: Any) -> Any:
        return ops.mean(ops.abs(y_true))

    for loss, why in (
        (ranked, "'ranked'.*gradient of sort is not known here. It can still measure"),
        (constant, "'constant'.*does not come of the predictions"),
    ):
        model = make_model(loss)
        before = model.get_weights()
        assert model.evaluate(X, Y, verbose=0)[0] > 0
        for learn in (model.fit, model.train_on_batch):
            with pytest.raises(NotImplementedError, match=why):
                learn(X, Y)
        for weight, same in zip(model.get_weights(), before, strict=True):
            np.testing.assert_array_equal(weight, same)


def test_a_loss_of_ones_own_called() -> None:
    assert FarOff()(Y, Y + 0.5) == 0.25
    model = make_model(lambda y_true, y_pred: ops.mean(ops.abs(y_true)))
    assert model.evaluate(X, Y, verbose=0)[0] == pytest.approx(1 / 3)


def test_a_function_with_the_name_of_a_loss_is_not_taken_for_it() -> None:
    def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
        return ops.zeros(len(y_true))

    assert isinstance(losses.get(mean_squared_error), losses.FunctionLoss)
    assert isinstance(losses.get(losses.mean_squared_error), losses.MeanSquaredError)


def test_activations_of_ones_own_train_where_their_slope_can_be_followed() -> None:
    def bent(x: Any) -> Any:
        return x * ops.sigmoid(x)

    models = [Sequential([Input((4,)), layers.Dense(3, activation=a)]) for a in (bent, "silu")]
    models[1].set_weights(models[0].get_weights())
    for model in models:
        model.compile("sgd", "mse")
        model.fit(X, Y, epochs=3, shuffle=False, verbose=0)
    for one, other in zip(models[0].get_weights(), models[1].get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)
    models[0].save("m.keras")
    again = saving.load_model("m.keras")
    np.testing.assert_allclose(again.predict(X, verbose=0), models[1].predict(X, verbose=0), 1e-5)
    for wrong, why in (
        (lambda x: ops.softmax(x), "softmax looks at all values"),
        (lambda x: x / ops.sum(x), "numpy.sum"),
        (lambda x: x[:, :1], "not subscriptable"),
    ):
        with pytest.raises(NotImplementedError, match=f"works value by value.*{why}"):
            layers.Dense(3, activation=wrong)


def test_activations_and_layers_of_ones_own() -> None:
    with pytest.raises(NotImplementedError, match="activation of your own, 'far_off'"):
        layers.Dense(3, activation=far_off)

    class Tripled(layers.Layer):
        """With a gradient of its own."""

        def call(self, inputs: Any) -> Any:
            return inputs * 3

        def compute_output_shape(self, input_shape: Any) -> Any:
            return input_shape

        def backward(self, grad_output: Any, **kwargs: Any) -> Any:
            return grad_output * 3

    model = Sequential([Input((4,)), layers.Dense(2), Tripled(), layers.Dense(3)])
    model.compile("sgd", "mse")
    before = model.get_weights()[0]
    model.fit(X, Y, epochs=1, verbose=0)
    assert np.abs(model.get_weights()[0] - before).max() > 0
