"""Losses: hand-worked values, extremes, which labels fit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom import activations, losses

ONE_HOT = np.array([[0, 1, 0], [0, 0, 1]])
NUMBERS = np.array([1, 2])
PROBABILITIES = np.array([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]], "float32")


def test_values_by_hand() -> None:
    # -ln(0.95) = 0.0512933, -ln(0.1) = 2.3025851
    expected = [0.0512933, 2.3025851]
    values = losses.categorical_crossentropy(ONE_HOT, PROBABILITIES)
    np.testing.assert_allclose(values, expected, rtol=1e-5)
    values = losses.sparse_categorical_crossentropy(NUMBERS, PROBABILITIES)
    np.testing.assert_allclose(values, expected, rtol=1e-5)
    mean = losses.SparseCategoricalCrossentropy()(NUMBERS, PROBABILITIES)
    assert mean == pytest.approx(1.1769392, rel=1e-5)


def test_probabilities_are_renormalised_then_clipped() -> None:
    # 1/4 after dividing by the sum; 0 becomes 1e-7
    y_pred = np.array([[0.2, 0.6, 0.0]], "float32")
    value = losses.categorical_crossentropy([[1, 0, 0]], y_pred)
    np.testing.assert_allclose(value, np.log(4), rtol=1e-6)
    value = losses.categorical_crossentropy([[0, 0, 1]], y_pred)
    np.testing.assert_allclose(value, -np.log(1e-7), rtol=1e-6)


def test_from_logits_equals_softmax_first() -> None:
    logits = np.random.default_rng(0).normal(size=(2, 3)).astype("float32")
    for loss, y in [
        (losses.categorical_crossentropy, ONE_HOT),
        (losses.sparse_categorical_crossentropy, NUMBERS),
    ]:
        expected = loss(y, activations.softmax(logits))
        np.testing.assert_allclose(loss(y, logits, from_logits=True), expected, rtol=1e-5)


def test_calling_leaves_the_predictions_alone() -> None:
    logits = np.array([[1.0, 2.0, 3.0]], "float32")
    losses.CategoricalCrossentropy(from_logits=True)([[1, 0, 0]], logits)
    assert logits.tolist() == [[1, 2, 3]]


@given(st.floats(-(2.0**100), 2.0**100, width=32), st.integers(0, 2))
def test_logits_of_any_size_give_a_finite_loss_and_gradient(size: float, label: int) -> None:
    loss = losses.SparseCategoricalCrossentropy()
    logits, y = np.array([[0.0, size, 1.0]], "float32"), np.array([label])
    assert np.isfinite(loss.forward(y, logits, logits=True)).all()
    grad = loss.backward(y, logits, logits=True)
    assert np.isfinite(grad).all()
    assert abs(grad.sum()) < 1e-6


def test_both_losses_agree() -> None:
    logits = np.random.default_rng(1).normal(size=(2, 3)).astype("float32")
    grads = []
    for loss, y in [
        (losses.CategoricalCrossentropy(), ONE_HOT),
        (losses.SparseCategoricalCrossentropy(), NUMBERS),
    ]:
        work = logits.copy()
        loss.forward(y, work, logits=True)
        grads.append(loss.backward(y, work, logits=True))
    np.testing.assert_array_equal(*grads)


@pytest.mark.parametrize(
    ("name", "labels", "classes", "message"),
    [
        ("sparse_", [0, 9], 5, r"from 0 to 4.*5 units.*from 0 to 9. Set .* units=10"),
        ("sparse_", [-1, 2], 3, "Number the classes from 0"),
        ("sparse_", [0.5, 1], 3, "whole numbers as labels. Received: labels such as 0.5"),
        ("sparse_", [np.nan, 1], 3, "whole numbers"),
        ("sparse_", ONE_HOT, 3, "look one-hot: .*loss='categorical_crossentropy'.*argmax"),
        ("sparse_", ONE_HOT, 4, r"one class number per sample.*shape \(2, 3\)"),
        ("", NUMBERS, 3, r"loss='sparse_categorical_crossentropy'.*to_categorical\(.*=3\)"),
        ("", NUMBERS[:, None], 3, "sparse_categorical_crossentropy"),
        ("", ONE_HOT, 5, r"shape \(samples, 5\).*units=3"),
        ("", ONE_HOT, 1, "at least 2 classes"),
    ],
)
def test_labels_that_do_not_fit(name: str, labels: object, classes: int, message: str) -> None:
    loss = losses.get(f"{name}categorical_crossentropy")
    with pytest.raises(ValueError, match=message):
        loss.check_labels(np.asarray(labels), (None, classes))


@pytest.mark.parametrize("name", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_an_output_of_pictures_asks_for_flatten(name: str) -> None:
    with pytest.raises(ValueError, match=r"\(None, 28, 10\). Add layers.Flatten\(\)"):
        losses.get(name).check_labels(NUMBERS, (None, 28, 10))


@pytest.mark.parametrize("dtype", ["uint8", "int64", "float32", "float64"])
def test_numbers_of_any_type_and_as_a_column(dtype: str) -> None:
    loss = losses.SparseCategoricalCrossentropy()
    for labels in (NUMBERS.astype(dtype), NUMBERS.astype(dtype)[:, None]):
        assert loss.check_labels(labels, (None, 3)).tolist() == [1, 2]


def test_get() -> None:
    assert isinstance(losses.get("CategoricalCrossentropy"), losses.CategoricalCrossentropy)
    loss = losses.get(losses.sparse_categorical_crossentropy)
    assert isinstance(loss, losses.SparseCategoricalCrossentropy)
    assert losses.get(loss) is loss
    assert isinstance(losses.get(type(loss)), losses.SparseCategoricalCrossentropy)
    with pytest.raises(ValueError, match="Did you mean 'categorical_crossentropy'"):
        losses.get("categorical_crossentrpy")


def test_labels_of_other_samples_are_explained() -> None:
    for loss in (losses.SparseCategoricalCrossentropy(), losses.MeanSquaredError()):
        with pytest.raises(ValueError, match="Received: 2 labels, 3 predictions"):
            loss([1, 0], np.full((3, 2) if "crossentropy" in loss.name else 3, 0.5))
