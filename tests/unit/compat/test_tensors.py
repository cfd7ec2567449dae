"""Tensors, types, variables and operations of `tf` print and count as TensorFlow's do.

The texts and numbers are what TensorFlow 2.21 printed.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from fittingroom.compat import Compat
from fittingroom.compat.namespace import TENSORFLOW
from fittingroom.compat.tensorflow import MODULES

MATRIX = "tf.constant([[1, 2], [3, 4]])"
VALUES = {
    "print(tf.constant([1., 2.]))": "tf.Tensor([1. 2.], shape=(2,), dtype=float32)",
    f"print({MATRIX})": "tf.Tensor(\n[[1 2]\n [3 4]], shape=(2, 2), dtype=int32)",
    f"print(repr({MATRIX}))": "<tf.Tensor: shape=(2, 2), dtype=int32, numpy=\n"
    "array([[1, 2],\n       [3, 4]], dtype=int32)>",
    "print(repr(tf.constant(2.5)), tf.constant(3))": "<tf.Tensor: shape=(), dtype=float32, "
    "numpy=2.5> tf.Tensor(3, shape=(), dtype=int32)",
    "print(repr(tf.constant(['a', 'b'])))": "<tf.Tensor: shape=(2,), dtype=string, "
    "numpy=array([b'a', b'b'], dtype=object)>",
    "t = tf.constant([1., 2.]); print(t[0], f'{t[0]:.3f} {t[1]} {t}')": "tf.Tensor(1.0, shape=(), "
    "dtype=float32) 1.000 2.0 [1. 2.]",
    "print([x for x in tf.constant([1])])": "[<tf.Tensor: shape=(), dtype=int32, numpy=1>]",
    f"s = {MATRIX}.shape; print(s, repr(s), s.as_list(), s.rank, s == [2, 2], s == (2, 2))": (
        "(2, 2) TensorShape([2, 2]) [2, 2] 2 True True"
    ),
    "print(tf.float32, repr(tf.float32), tf.constant(1.).dtype == tf.float32)": (
        "<dtype: 'float32'> tf.float32 True"
    ),
    "print(tf.Variable(initial_value=[1., 2.]), tf.Variable(1.0, name='w').name)": (
        "<tf.Variable 'Variable:0' shape=(2,) dtype=float32, numpy=array([1., 2.], "
        "dtype=float32)> w:0"
    ),
    "l = tf.keras.losses.MeanSquaredError()([[0.]], [[1.]]); print(l, repr(l), f'{l:.2f}')": (
        "tf.Tensor(1.0, shape=(), dtype=float32) <tf.Tensor: shape=(), dtype=float32, numpy=1.0> "
        "1.00"
    ),
    f"print(tf.reduce_mean({MATRIX}), tf.rank({MATRIX}), tf.size({MATRIX}))": (
        "tf.Tensor(2, shape=(), dtype=int32) tf.Tensor(2, shape=(), dtype=int32) "
        "tf.Tensor(4, shape=(), dtype=int32)"
    ),
    "print(tf.sort([3, 1, 2], direction='DESCENDING'), tf.gather([10, 20, 30], [0, 2]))": (
        "tf.Tensor([3 2 1], shape=(3,), dtype=int32) tf.Tensor([10 30], shape=(2,), dtype=int32)"
    ),
    "print(tf.math.reduce_std(tf.constant([1., 2.])), tf.where([True, False]))": (
        "tf.Tensor(0.5, shape=(), dtype=float32) tf.Tensor([[0]], shape=(1, 1), dtype=int64)"
    ),
    "print(repr(tf.constant([1, 2], tf.int64)), tf.argmax([1, 3, 2]))": (
        "<tf.Tensor: shape=(2,), dtype=int64, numpy=array([1, 2])> "
        "tf.Tensor(1, shape=(), dtype=int64)"
    ),
    "print(tf.constant([1, 2], shape=(2, 1)).shape, tf.range(3.), tf.fill([2], 7))": (
        "(2, 1) tf.Tensor([0. 1. 2.], shape=(3,), dtype=float32) "
        "tf.Tensor([7 7], shape=(2,), dtype=int32)"
    ),
    "print(tf.test.is_gpu_available(), tf.executing_eagerly(), tf.is_tensor(tf.constant(1)))": (
        "False True True"
    ),
    "print(tf.function(lambda x: x * 2)(3)); tf.print('a', tf.constant([1, 2]))": "6\na [1 2]",
    "n = tf.keras.layers.Normalization(); n.adapt([[1., 2.], [3., 5.]]); print(n.mean.numpy())": (
        "[[2.  3.5]]"
    ),
    "print(tf.TensorSpec((None, 3), tf.int32, name='a'))": (
        "TensorSpec(shape=(None, 3), dtype=tf.int32, name='a')"
    ),
}


@pytest.fixture
def compat() -> Iterator[None]:
    def load_data() -> Any:
        raise AssertionError("no data were to be loaded")

    with Compat({"mnist": load_data}).installed():
        yield


@pytest.mark.usefixtures("compat")
@pytest.mark.parametrize("source", VALUES)
def test_it_prints_what_tensorflow_prints(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(f"import tensorflow as tf\n{source}", {})
    assert capsys.readouterr().out.removesuffix("\n") == VALUES[source]


def test_the_names_of_what_comes_late_are_all_listed() -> None:
    listed = {path: set(names.split()) for path, names in TENSORFLOW.items()}
    assert listed == {path: set(names) for path, names in MODULES.items()}
