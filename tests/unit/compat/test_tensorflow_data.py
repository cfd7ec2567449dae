"""`tf.data.Dataset`, through the names that a program has for it."""

from typing import Any

import numpy as np
import pytest

from fittingroom.compat.tensorflow_data import Dataset
from fittingroom.utils import set_random_seed

X = np.arange(10)


def numbers(dataset: Dataset) -> list[Any]:
    return [each.tolist() for each in dataset.as_numpy_iterator()]


def test_elements_pass_through_what_is_done_to_them() -> None:
    data = Dataset.from_tensor_slices(X)
    assert numbers(data.map(lambda x: x * 2).take(3)) == [0, 2, 4]
    assert numbers(data.filter(lambda x: x % 2 == 0).skip(1).batch(2)) == [[2, 4], [6, 8]]
    assert numbers(data.batch(4)) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert numbers(data.batch(4, drop_remainder=True).unbatch()) == [*range(8)]
    assert numbers(data.take(2).repeat(2).concatenate(data.skip(9))) == [0, 1, 0, 1, 9]
    assert numbers(data.repeat().take(12))[-2:] == [0, 1]
    assert numbers(Dataset.range(2, 5)) == [2, 3, 4]
    pairs = Dataset.zip((data, data.map(lambda x: -x))).skip(8)
    assert [tuple(map(int, pair)) for pair in pairs] == [(8, -8), (9, -9)]
    assert [int(i) for i, _ in data.enumerate(5)][:2] == [5, 6]
    by_name = Dataset.from_tensor_slices({"a": X, "b": X + 1}).batch(3)
    assert next(iter(by_name))["b"].numpy().tolist() == [1, 2, 3]


def test_a_shuffle_keeps_every_element_and_is_new_each_time() -> None:
    set_random_seed(1)
    data = Dataset.from_tensor_slices(X).shuffle(4)
    first, second = numbers(data), numbers(data)
    assert sorted(first) == sorted(second) == X.tolist()
    assert first != second
    assert first[0] < 4, "drawn from the first four"
    set_random_seed(1)
    assert numbers(Dataset.from_tensor_slices(X).shuffle(4)) == first
    fixed = Dataset.from_tensor_slices(X).shuffle(9, seed=2, reshuffle_each_iteration=False)
    assert numbers(fixed) == numbers(fixed)
    kept = Dataset.from_tensor_slices(X).shuffle(9).cache()
    assert numbers(kept) == numbers(kept)
    together = Dataset.from_tensor_slices((X, -X)).cache().shuffle(9).repeat(2).batch(6)
    for a, b in together:
        np.testing.assert_array_equal(a, -b)


def test_lengths_are_known_where_they_can_be() -> None:
    data = Dataset.from_tensor_slices(X)
    assert len(data.batch(4)) == 3
    assert len(data.batch(4, drop_remainder=True).repeat(2).take(9).skip(1)) == 3
    assert data.repeat().cardinality().numpy() == -1
    assert data.filter(lambda x: x > 2).cardinality().numpy() == -2
    with pytest.raises(TypeError, match="infinite"):
        len(data.repeat().batch(2))


def spec(shape: str, dtype: str) -> str:
    return f"TensorSpec(shape={shape}, dtype=tf.{dtype}, name=None)"


def test_datasets_say_what_an_element_is_like() -> None:
    """The texts are TensorFlow 2.21's."""
    data = Dataset.range(4)
    number = spec("()", "int64")
    assert repr(data.batch(2)) == f"<_BatchDataset element_spec={spec('(None,)', 'int64')}>"
    assert repr(data.batch(2, drop_remainder=True).element_spec) == spec("(2,)", "int64")
    assert repr(data.map(lambda x: x)) == f"<_MapDataset element_spec={number}>"
    assert repr(data.skip(9).cache()) == f"<CacheDataset element_spec={number}>"
    assert repr(Dataset.zip((data, data)).element_spec) == f"({number}, {number})"
    rows = Dataset.from_tensor_slices((np.ones((4, 2)), {"a": [1, 2, 3, 4]}))
    pair = f"({spec('(2,)', 'float64')}, {{'a': {spec('()', 'int32')}}})"
    assert repr(rows) == f"<_TensorSliceDataset element_spec={pair}>"
    assert repr(Dataset.from_tensor_slices([[1.0], [2.0]]).element_spec) == spec("(1,)", "float32")
    ragged = rows.shuffle(4).batch(3).prefetch(1).element_spec
    assert (ragged[0].shape, ragged[1]["a"].shape) == ((None, 2), (None,))
    typed = Dataset.from_generator(lambda: iter([1, 2]), output_types="int64", output_shapes=())
    assert repr(typed.element_spec) == number
    assert next(iter(typed)).dtype == "int64"


def test_windows_states_and_shards() -> None:
    data = Dataset.from_tensor_slices(X)
    assert int(data.reduce(0, lambda total, x: total + x)) == 45
    parts = data.window(3, shift=2, drop_remainder=True).flat_map(lambda w: w.batch(3))
    assert numbers(parts) == [[0, 1, 2], [2, 3, 4], [4, 5, 6], [6, 7, 8]]
    assert [numbers(w) for w in data.take(5).window(2)] == [[0, 1], [2, 3], [4]]
    assert numbers(data.window(2, shift=4, stride=2).flat_map(lambda w: w)) == [0, 2, 4, 6, 8]
    assert numbers(data.shard(3, 1)) == [1, 4, 7]
    assert numbers(data.apply(lambda d: d.take(1))) == [0]
