"""`Sequential`: building, weights, names, odd but rightful data."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fittingroom import Input, Sequential, layers, losses, optimizers, utils
from fittingroom.backend import Array
from unit.lesson import NUMBERS, ONE_HOT, PICTURES, ROWS, lesson_model


@pytest.mark.parametrize(
    "first",
    [
        [Input((784,)), layers.Dense(10, name="first")],
        [layers.Dense(10, input_shape=(784,), name="first")],
        [layers.Dense(10, input_dim=784, name="first")],
        [layers.Flatten(input_shape=(28, 28)), layers.Dense(10, name="first")],
        [Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, name="first")],
    ],
)
def test_weights_exist_as_soon_as_the_shape_is_known(first: list[layers.Layer]) -> None:
    model = Sequential([*first, layers.Dense(3, activation="softmax")])
    assert model.built
    assert [w.shape for w in model.weights] == [(784, 10), (10,), (10, 3), (3,)]
    assert model.count_params() == 7883
    assert model.output_shape == (None, 3)
    assert model.trainable_weights == model.trainable_variables


def test_without_a_shape_the_first_data_builds() -> None:
    model = Sequential([layers.Flatten(), layers.Dense(4, "relu"), layers.Dense(3, "softmax")])
    assert not model.built
    assert model.weights == []
    with pytest.raises(AttributeError, match="no defined input shape"):
        _ = model.input_shape
    with pytest.raises(ValueError, match="isn't built"):
        model.count_params()
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(PICTURES, NUMBERS, verbose=0)
    assert model.input_shape == (None, 28, 28, 1)
    assert model.built


def test_predict_builds_too_and_needs_no_compile() -> None:
    model = Sequential([layers.Flatten(), layers.Dense(3, "softmax")])
    assert model.predict(PICTURES, verbose=0).shape == (12, 3)


def test_build() -> None:
    model = Sequential([layers.Dense(3)])
    with pytest.raises(ValueError, match="needs a shape"):
        model.build()
    model.build((None, 4))
    before = model.get_weights()
    model.build((8, 4))
    assert (model.get_weights()[0] == before[0]).all()
    with pytest.raises(ValueError, match=r"already been configured.*\(None, 4\)"):
        model.build((None, 5))
    with pytest.raises(ValueError, match=r"has no layers\. Call `model\.add"):
        Sequential().build((None, 4))


def test_seed_decides_the_weights() -> None:
    drawn = []
    for _ in range(2):
        utils.set_random_seed(8)
        drawn.append(lesson_model().get_weights()[0])
    assert (drawn[0] == drawn[1]).all()


def test_add_and_pop() -> None:
    model = lesson_model()
    assert [layer.name for layer in model.layers] == ["dense", "dense_1"]
    popped = model.pop()
    assert popped.name == "dense_1"
    model.add(layers.Dense(5))
    assert model.output_shape == (None, 5)
    with pytest.raises(ValueError, match="no layers"):
        Sequential().pop()


@pytest.mark.parametrize(
    ("add", "message"),
    [
        (3, "Only instances of `Layer`"),
        (layers.Dense, r"Create it first: Dense\(\.\.\.\)\."),
        (Input((4,)), "Input comes first"),
    ],
)
def test_add_refuses(add: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lesson_model().add(add)


def test_names_are_unique() -> None:
    with pytest.raises(ValueError, match="Name 'a' is already the name"):
        Sequential([layers.Dense(1, name="a"), layers.Dense(1, name="a")])


def test_set_weights() -> None:
    model = lesson_model()
    values = [np.full(w.shape, i + 0.5) for i, w in enumerate(model.get_weights())]
    model.set_weights(values)
    assert [w.flat[0] for w in model.get_weights()] == [0.5, 1.5, 2.5, 3.5]
    with pytest.raises(ValueError, match="Expected 4 weights for 'sequential'"):
        model.set_weights(values[:2])


def test_nan_in_the_data_is_allowed() -> None:
    x = ROWS.copy()
    x[0, 0] = np.nan
    history = lesson_model().fit(x, ONE_HOT, verbose=0)
    assert np.isnan(history.history["loss"][0])


def test_huge_numbers_diverge_without_warnings() -> None:
    model = lesson_model()
    model.compile(optimizers.SGD(1e30), "categorical_crossentropy")
    model.fit(ROWS * 1e30, ONE_HOT, epochs=3, verbose=0)
    model.predict(ROWS, verbose=0)


def test_verbs_have_their_own_names_and_arguments() -> None:
    import inspect

    assert Sequential.fit.__name__ == "fit"
    names = list(inspect.signature(Sequential.fit).parameters)
    assert names[:5] == ["self", "x", "y", "batch_size", "epochs"]
    assert repr(lesson_model()) == "<Sequential name=sequential, built=True>"


@given(
    x=hnp.arrays(
        st.sampled_from(["float32", "float64", "uint8", "int64"]),
        st.tuples(st.integers(1, 9), st.integers(1, 3), st.integers(1, 3)),
        elements={"min_value": 0, "max_value": 200},
    ),
    units=st.lists(st.integers(1, 7), max_size=3),
    classes=st.integers(2, 5),
    batch_size=st.integers(1, 12),
    sparse=st.booleans(),
)
@settings(deadline=None)
def test_any_shape_trains(
    x: Array, units: list[int], classes: int, batch_size: int, sparse: bool
) -> None:
    labels = np.arange(len(x)) % classes
    model = Sequential([layers.Flatten(), *(layers.Dense(n, "relu") for n in units)])
    model.add(layers.Dense(classes, "softmax"))
    loss = losses.SparseCategoricalCrossentropy() if sparse else losses.CategoricalCrossentropy()
    model.compile("adam", loss, metrics=["accuracy"])
    y = labels if sparse else utils.to_categorical(labels, classes)
    history = model.fit(x, y, batch_size=batch_size, epochs=2, verbose=0).history
    assert np.isfinite(history["loss"]).all()
    predictions = model.predict(x, verbose=0)
    assert predictions.shape == (len(x), classes)
    np.testing.assert_allclose(predictions.sum(axis=-1), 1, rtol=1e-5)
