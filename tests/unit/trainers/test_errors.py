"""Wrong calls: what was given, what was expected, what to change; the model stays as it was."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fittingroom import Input, Sequential, layers
from unit.lesson import NUMBERS, ONE_HOT, PICTURES, ROWS, lesson_model


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"optimizer": "adma"}, "Did you mean 'adam'"),
        ({"optimizer": "adam", "loss": "mlse"}, "'sparse_categorical_crossentropy'"),
        ({"optimizer": "adam", "metrics": ["io_u"]}, "metric identifier: 'io_u'. Keras has it"),
        ({"optimizer": "adam", "metrics": "accuracy"}, "a list"),
        ({"optimizer": "adam", "loss": ["mse", "mae"]}, "Expected one loss"),
    ],
)
def test_compile_refuses_and_keeps_what_was_compiled(
    arguments: dict[str, Any], message: str
) -> None:
    model = lesson_model()
    optimizer = model.optimizer
    with pytest.raises(ValueError, match=message):
        model.compile(**arguments)
    assert model.optimizer is optimizer


def test_arguments_that_are_nearly_right() -> None:
    model = lesson_model()
    with pytest.raises(TypeError, match=r"'metric'. Did you mean 'metrics'\?"):
        model.compile("sgd", "mse", metric=["mae"])
    with pytest.raises(TypeError, match=r"'epoch'. Did you mean 'epochs'\?"):
        model.fit(ROWS, ONE_HOT, epoch=2)  # pyright: ignore[reportCallIssue]
    with pytest.raises(ValueError, match=r"Did you mean 'activation'\?"):
        layers.Dense(3, Activation="relu")


def test_fit_before_compile() -> None:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(784,))])
    for verb in (model.fit, model.evaluate):
        with pytest.raises(ValueError, match=r"You must call `compile\(\)`"):
            verb(ROWS, ONE_HOT)
    model.compile("adam")
    with pytest.raises(ValueError, match="Provide a `loss` argument"):
        model.fit(ROWS, ONE_HOT)


BAD_CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("pictures", {"x": PICTURES}, r"Flatten\(.*x = x.reshape\(\(12, 784\)\)"),
    ("width", {"x": ROWS[:, :5]}, r"Received: x of shape \(12, 5\)"),
    ("lengths", {"x": ROWS[:5]}, "x with 5 samples, y with 12 labels"),
    ("empty", {"x": ROWS[:0], "y": ONE_HOT[:0]}, "at least one sample"),
    ("no labels", {"y": None}, "Received: y=None"),
    ("text", {"x": np.array(["a"] * 12)}, "array of numbers"),
    ("numbers", {"y": NUMBERS}, "sparse_categorical_crossentropy"),
    ("one-hot width", {"y": np.eye(5)[NUMBERS]}, "units=5"),
    ("epochs", {"epochs": -1}, "`epochs` to be at least 0"),
    ("epochs text", {"epochs": "3"}, "`epochs` to be a whole number. Received: epochs='3'"),
    ("epochs float", {"epochs": 1.5}, "`epochs` to be a whole number"),
    ("batch_size", {"batch_size": 0}, "`batch_size` to be at least 1. Received: batch_size=0"),
    ("validation_batch_size", {"validation_batch_size": 0}, "`validation_batch_size` to be at l"),
    ("batch_size float", {"batch_size": 2.0}, "`batch_size` to be a whole number"),
    ("initial_epoch", {"initial_epoch": -1}, "initial_epoch"),
    ("validation_freq", {"validation_freq": 0}, "validation_freq"),
    ("split", {"validation_split": 1.0}, "fraction from 0"),
    ("no samples", {"validation_split": 0.99}, "not sufficient to split"),
    ("validation_data", {"validation_data": (ROWS,)}, "a pair"),
    ("validation labels", {"validation_data": (ROWS, NUMBERS)}, "one-hot labels"),
    ("validation shape", {"validation_data": (PICTURES, ONE_HOT)}, "Flatten"),
    ("callback", {"callbacks": [3]}, "instances of callbacks.Callback"),
    ("verbose", {"verbose": 3}, "verbose=3"),
]


@pytest.mark.parametrize("call", BAD_CALLS, ids=lambda call: call[0])
def test_a_fit_that_fails_changes_nothing(call: tuple[str, dict[str, Any], str]) -> None:
    model = lesson_model()
    before = model.get_weights()
    with pytest.raises((ValueError, TypeError), match=call[2]):
        model.fit(**({"x": ROWS, "y": ONE_HOT, "verbose": 0} | call[1]))
    for weight, kept in zip(model.get_weights(), before, strict=True):
        assert (weight == kept).all()
    assert model.optimizer is not None
    assert (model.optimizer.iterations, model.optimizer.built) == (0, False)
    assert model.history is None


# Samples of any shape fit a model that knows no shape yet.
UNBUILT_CALLS = [call for call in BAD_CALLS if call[0] not in ("pictures", "width")]


@pytest.mark.parametrize("call", UNBUILT_CALLS, ids=lambda call: call[0])
def test_a_failed_fit_builds_nothing(call: tuple[str, dict[str, Any], str]) -> None:
    model = Sequential([layers.Dense(10), layers.Dense(3, "softmax")])
    model.compile("adam", "categorical_crossentropy")
    with pytest.raises((ValueError, TypeError), match=call[2]):
        model.fit(**({"x": ROWS, "y": ONE_HOT, "verbose": 0} | call[1]))
    assert not model.built


def test_the_lesson_s_five_units_for_ten_classes() -> None:
    model = lesson_model(5, "sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"from 0 to 4.*labels from 0 to 9.*units=10"):
        model.fit(ROWS, np.arange(12) % 10, verbose=0)
    # one wrong label, and only in the part that validates
    labels = NUMBERS.copy()
    labels[-1] = 7
    with pytest.raises(ValueError, match="units=8"):
        model.fit(ROWS, labels, validation_split=0.2, verbose=0)


def test_the_lesson_s_missing_flatten() -> None:
    model = Sequential([layers.Dense(64, "relu"), layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"\(None, 28, 28, 10\). Add layers.Flatten\(\)"):
        model.fit(PICTURES, NUMBERS, verbose=0)
    assert not model.built
    model.fit(ROWS, NUMBERS, verbose=0)  # the learner reshapes instead: the same model works


def test_one_hot_labels_with_the_sparse_loss() -> None:
    model = lesson_model(loss="sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match="loss='categorical_crossentropy'"):
        model.evaluate(ROWS, ONE_HOT, verbose=0)


def test_predict_says_what_does_not_fit() -> None:
    model = lesson_model()
    with pytest.raises(ValueError, match="one sample"):
        model.predict(ROWS[0], verbose=0)
    with pytest.raises(ValueError, match=r"reshape\(\(12, 784\)\)"):
        model.predict(PICTURES, verbose=0)
    with pytest.raises(ValueError, match="has no layers"):
        Sequential().predict(ROWS)


def test_layers_that_do_not_fit_each_other() -> None:
    built = layers.Dense(3)
    built.build((None, 5))
    model = Sequential([layers.Dense(4, input_shape=(2,))])
    with pytest.raises(ValueError, match="last axis is 5"):
        model.add(built)
    assert len(model.layers) == 1


@given(
    x_shape=st.lists(st.integers(0, 4), max_size=3),
    y_shape=st.lists(st.integers(0, 4), max_size=3),
    sparse=st.booleans(),
)
@settings(deadline=None)
def test_bad_shapes_raise_value_errors_and_change_nothing(
    x_shape: list[int], y_shape: list[int], sparse: bool
) -> None:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(4,))])
    loss = "sparse_categorical_crossentropy" if sparse else "categorical_crossentropy"
    model.compile("adam", loss)
    before = model.get_weights()
    failure = ""
    try:
        model.fit(np.ones(x_shape), np.zeros(y_shape), verbose=0)
    except ValueError as error:
        failure = str(error)
    if failure:
        assert "Received" in failure
        assert (model.get_weights()[0] == before[0]).all()
    else:
        assert x_shape[0] == y_shape[0] > 0
        assert x_shape[1:] in ([4], [4, 1])
        assert y_shape[1:] in ([], [1]) if sparse else y_shape[1:] == [3]


def test_an_argument_that_fit_lacks() -> None:
    arguments: dict[str, Any] = {"epoch": 3}
    with pytest.raises(TypeError, match=r"^fit\(\) got an unexpected keyword argument 'epoch'"):
        lesson_model().fit(np.zeros((3, 784)), np.zeros(3), **arguments)


def test_one_sample_by_itself_and_labels_as_text_are_explained() -> None:
    model = lesson_model()
    with pytest.raises(ValueError, match=r"One sample is a batch of one: y\[i:i\+1\]"):
        model.train_on_batch(np.zeros((1, 784)), np.int64(3))
    with pytest.raises(ValueError, match=r"y = y.astype\(float\).*np.unique\(y"):
        model.fit(np.zeros((2, 784)), np.array(["0", "1"]))


def test_classes_numbered_from_one_are_to_be_moved() -> None:
    model = Sequential([Input((4,)), layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    for labels, change in (([1, 2, 3], "y - 1"), ([-1, 0, 1], r"y \+ 1"), ([0, 1, 3], "units=4")):
        with pytest.raises(ValueError, match=f"labels from.*{change}"):
            model.fit(np.zeros((3, 4)), np.array(labels), verbose=0)


def test_the_name_of_a_picture_is_no_picture() -> None:
    with pytest.raises(ValueError, match=r"Image\.open\(name\)"):
        Sequential([Input((4,)), layers.Dense(2)]).predict("a.png")  # pyright: ignore[reportArgumentType]
