"""Keras's operations on arrays, and what they give back."""

import numpy as np
import pytest

from fittingroom import Input, Sequential, activations, layers, losses, ops
from fittingroom.backend.tensor import Number, Tensor
from fittingroom.backend.variables import Variable


def test_types_are_keras_s() -> None:
    assert ops.convert_to_tensor([1.0, 2.0]).dtype == "float32"
    assert ops.convert_to_tensor([1, 2]).dtype == "int32"
    assert ops.convert_to_tensor(np.zeros(2)).dtype == "float64"
    assert ops.argmax([[1.0, 3.0, 2.0]], axis=-1).dtype == "int32"
    assert ops.add([1.0], [2.0]).dtype == "float32"
    assert ops.zeros((2, 2)).dtype == ops.one_hot([1], 3).dtype == "float32"
    assert ops.cast(1.7, "int32") == 1
    assert type(ops.convert_to_numpy(ops.ones(3))) is np.ndarray
    for value in (ops.mean([1.0, 2.0]), ops.square(3.0), ops.softmax([1.0, 2.0]), ops.arange(3)):
        assert isinstance(value, Tensor)


def test_values() -> None:
    assert float(ops.mean(ops.square([1.0, 3.0]))) == 5.0
    assert ops.mean([[1.0, 3.0], [5.0, 7.0]], axis=-1).tolist() == [2.0, 6.0]
    assert ops.where(ops.greater([1.0, 5.0], 2.0), 1.0, 0.0).tolist() == [0.0, 1.0]
    assert ops.concatenate([[1.0], [2.0]]).tolist() == [1.0, 2.0]
    assert ops.stack([[1.0], [2.0]]).shape == (2, 1)
    assert ops.one_hot([1, 5], 3).tolist() == [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    assert ops.one_hot([1], 3, axis=0).shape == (3, 1)
    assert ops.full((2,), 7.0).tolist() == [7.0, 7.0]
    assert ops.arange(1, 4).tolist() == [1, 2, 3]
    assert ops.clip([-1.0, 2.0], 0.0, 1.0).tolist() == [0.0, 1.0]
    assert ops.shape(np.zeros((2, 3))) == (2, 3)
    assert ops.matmul([[1.0, 2.0]], [[3.0], [4.0]]).tolist() == [[11.0]]


def test_what_is_called_answers_to_numpy() -> None:
    model = Sequential([Input((3,)), layers.Dense(2, kernel_initializer="ones")])
    x = np.ones((1, 3))
    for given in (model(x), model.layers[0](x), activations.relu(x), model(x, training=True)):
        assert type(given.numpy()) is np.ndarray
    np.testing.assert_array_equal(model(x).numpy(), [[3.0, 3.0]])
    loss = losses.MeanSquaredError()
    assert loss([[1.0]], [[3.0]]).numpy() == np.float32(4.0)
    assert losses.mean_squared_error([[1.0]], [[3.0]]).numpy().tolist() == [4.0]
    assert isinstance(Number(0.5), float)
    assert ops.mean([1.0, 2.0]).numpy().dtype == "float32"


def test_losses_called_reduce_as_they_are_told() -> None:
    y, p = [[1.0, 2.0], [1.0, 2.0]], [[2.0, 4.0], [1.0, 1.0]]
    assert losses.MeanSquaredError()(y, p) == 1.5
    assert losses.MeanSquaredError(reduction="sum")(y, p) == 3.0
    assert losses.MeanSquaredError("mean")(y, p) == 1.5
    for reduction in (None, "none"):
        assert losses.MeanSquaredError(reduction=reduction)(y, p).tolist() == [2.5, 0.5]
    summed = losses.MeanSquaredError(reduction="sum")
    model = Sequential([Input((2,)), layers.Dense(2)])
    model.compile("sgd", summed)
    with pytest.raises(NotImplementedError, match="takes the mean loss of a batch"):
        model.fit(np.array(y), np.array(p), verbose=0)


def test_variables() -> None:
    variable = Variable([1.0, 2.0], name="v")
    variable.assign_add([1.0, 1.0]).assign_sub(0.5)
    assert variable.numpy().tolist() == [1.5, 2.5]
    assert variable.assign([0, 1]).value.tolist() == [0.0, 1.0]
    assert (variable.name, variable.trainable, variable.dtype) == ("v", True, "float32")
    start = np.zeros(2, "float32")
    Variable(start).assign(1)
    assert start.tolist() == [0.0, 0.0]
