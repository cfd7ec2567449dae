"""Weights as variables with Keras's face: what Keras 3.15 gives for the same lines."""

import copy
from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, metrics, ops
from fittingroom.backend.tensor import Tensor
from fittingroom.backend.variables import Variable


def make_model() -> Sequential:
    return Sequential([Input((6,)), layers.Dense(5, activation="relu"), layers.Dense(3)])


def test_weights_of_a_model_have_names_paths_and_shapes() -> None:
    model = make_model()
    assert [(w.name, w.path, tuple(w.shape), w.trainable) for w in model.weights] == [
        ("kernel", "sequential/dense/kernel", (6, 5), True),
        ("bias", "sequential/dense/bias", (5,), True),
        ("kernel", "sequential/dense_1/kernel", (5, 3), True),
        ("bias", "sequential/dense_1/bias", (3,), True),
    ]
    assert {str(w.dtype) for w in model.weights} == {"float32"}
    assert model.layers[0].path == "sequential/dense"
    assert model.weights[0].numpy().mean() == np.asarray(model.weights[0]).mean()
    assert model.layers[0].variables[0].name == "kernel"
    assert repr(model.weights[1]) == (
        "<Variable path=sequential/dense/bias, shape=(5,), dtype=float32, value=[0. 0. 0. 0. 0.]>"
    )


def test_a_variable_is_the_same_wherever_it_is_asked_for() -> None:
    model = make_model()
    dense = model.layers[0]
    assert isinstance(dense, layers.Dense)
    assert dense.kernel is dense.weights[0] is dense.variables[0] is model.weights[0]
    assert dense.bias is model.variables[1]
    assert dense.trainable_variables == dense.trainable_weights == dense.weights
    assert model.trainable_variables == model.weights


def test_paths_are_those_of_where_a_layer_was_built() -> None:
    alone = layers.Dense(2)
    assert (alone.path, alone.weights, alone.bias) == (None, [], None)
    with pytest.raises(AttributeError, match="must build the layer before accessing `kernel`"):
        alone.kernel  # noqa: B018
    alone.build((None, 3))
    assert alone.kernel.path == "dense/kernel"
    later = Sequential([layers.Dense(2)], name="later")
    later.add(layers.Dense(1))
    later.build((None, 3))
    assert [w.path.rpartition("/")[0] for w in later.weights] == [
        *("later/dense_1", "later/dense_1", "later/dense_2", "later/dense_2"),
    ]
    taken_over = Sequential([Input((3,)), later.layers[0], layers.Dense(1, name="x")])
    paths = [w.path for w in taken_over.weights]
    assert paths[1:3] == ["later/dense_1/bias", "sequential/x/kernel"]


def test_a_variable_follows_training_and_assignment() -> None:
    model = make_model()
    kernel, before = model.weights[0], model.get_weights()[0]
    model.compile("sgd", "mse")
    x, y = np.ones((4, 6)), np.ones((4, 3))
    model.fit(x, y, verbose=0)
    assert model.weights[0] is kernel
    assert not np.array_equal(kernel, before)
    np.testing.assert_array_equal(kernel, model.get_weights()[0])
    kernel.assign(np.zeros((6, 5)))
    assert not model.layers[0].get_weights()[0].any()
    model.set_weights([w + 1 for w in model.weights])
    assert (kernel.numpy() == 1).all()
    model.fit(x, y, verbose=0)
    np.testing.assert_array_equal(kernel, model.get_weights()[0])


def test_freezing_a_layer_shows_in_its_weights() -> None:
    model = make_model()
    model.layers[0].trainable = False
    assert [w.trainable for w in model.weights] == [False, False, True, True]
    assert [w.path for w in model.non_trainable_variables] == [
        *("sequential/dense/kernel", "sequential/dense/bias"),
    ]
    with pytest.raises(AttributeError, match=r"layer\.trainable = False.*dense_1/kernel"):
        model.weights[2].trainable = False
    assert not layers.Dense(2, trainable=False).trainable


def test_a_variable_is_usable_as_an_array() -> None:
    variable = Variable([[1.0, 2.0], [3.0, 4.0]])
    assert isinstance(variable + 1, Tensor)
    assert (variable @ np.ones(2)).tolist() == [3.0, 7.0]
    assert (2 - variable).tolist() == [[1.0, 0.0], [-1.0, -2.0]]
    assert (np.sqrt(variable) ** 2).dtype == "float32"
    assert np.add.reduce(variable, axis=0).tolist() == [4.0, 6.0]
    assert np.concatenate([variable, variable]).shape == (4, 2)
    assert ops.mean(variable) == 2.5
    assert (len(variable), variable.ndim, variable.size, variable.mean()) == (2, 2, 4, 2.5)
    assert variable[1].tolist() == [3.0, 4.0]
    variable[0, 0] = 9
    assert [row.tolist() for row in variable] == [[9.0, 2.0], [3.0, 4.0]]
    same = variable
    variable += 1
    assert variable is same
    assert variable.tolist() == [[10.0, 3.0], [4.0, 5.0]]
    assert copy.deepcopy(variable).tolist() == variable.tolist()
    number = Variable(2.0)
    assert (float(number), int(number), bool(number)) == (2.0, 2, True)
    assert number.numpy() == np.float32(2)
    assert {number: "may be a key"}[number]
    with pytest.raises(AttributeError, match="'median'"):
        variable.median  # noqa: B018


def test_values_of_a_copy_are_not_those_of_the_variable() -> None:
    variable = Variable([1.0, 2.0])
    variable.numpy()[0] = 9
    assert variable.tolist() == [1.0, 2.0]


def test_variables_of_metrics_have_paths() -> None:
    class Counting(metrics.Metric):
        def __init__(self) -> None:
            super().__init__(name="counting")
            self.total = self.add_variable((), "zeros", name="total")

    assert Counting().total.path == "counting/total"


def test_a_layer_makes_weights_by_name() -> None:
    layer = layers.Layer(name="scale")
    weight = layer.add_weight((3,), "ones", name="factor")
    assert (weight.path, weight.tolist()) == ("scale/factor", [1.0, 1.0, 1.0])
    assert layer.grads[0].shape == (3,)


def test_a_custom_layer_may_set_its_weights_to_arrays() -> None:
    class Scale(layers.Layer):
        def build(self, input_shape: Any, rng: Any = None) -> None:
            self.weights = [np.full(input_shape[1:], 2.0, "float32")]
            self.grads = [np.zeros(input_shape[1:], "float32")]
            super().build(input_shape)

        def call(self, inputs: Any, *, logits: bool = False) -> Any:
            self._inputs = inputs
            return inputs * self.weights[0]

        def backward(
            self, grad_output: Any, *, logits: bool = False, input_grad: bool = True
        ) -> Any:
            self.grads[0][...] = (grad_output * self._inputs).sum(axis=0)
            return grad_output * self.weights[0]

        def compute_output_shape(self, input_shape: Any) -> Any:
            return input_shape

    model = Sequential([Input((2,)), Scale(), layers.Dense(1)])
    assert model.weights[0].path == "sequential/scale/variable"
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 2)), np.zeros(4), verbose=0)
    assert not np.array_equal(model.get_weights()[0], [2.0, 2.0])
