"""Weights of samples and classes, and the verbs for one batch."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, losses, metrics
from fittingroom.optimizers import SGD

X = np.random.default_rng(5).random((12, 4)).astype("float32")
Y = np.arange(12) % 3
WEIGHTS = np.linspace(0, 2, 12)


def compiled(loss: Any = "sparse_categorical_crossentropy", units: int = 3) -> Sequential:
    model = Sequential([Input((4,)), layers.Dense(units, "softmax" if units > 1 else "sigmoid")])
    model.set_weights([w * 0 + 0.1 * np.arange(w.size).reshape(w.shape) for w in model.weights])
    model.compile("sgd", loss, metrics=["accuracy"])
    return model


def test_the_loss_is_the_weighted_sum_over_the_batch_size() -> None:
    model = compiled()
    each = losses.sparse_categorical_crossentropy(Y, model.predict(X, verbose=0))
    for verb in (model.evaluate, model.test_on_batch):
        quiet: dict[str, Any] = {"verbose": 0} if verb == model.evaluate else {}
        value, accuracy = verb(X, Y, sample_weight=WEIGHTS, **quiet)
        assert value == pytest.approx(float((each * WEIGHTS).mean()), rel=1e-5)
        assert accuracy == verb(X, Y, **quiet)[1]  # metrics count every sample alike
    assert losses.SparseCategoricalCrossentropy()(
        Y, model.predict(X, verbose=0), sample_weight=WEIGHTS
    ) == pytest.approx(value, rel=1e-5)


def test_a_weight_of_two_teaches_as_a_sample_seen_twice() -> None:
    weighted, twice = compiled(), compiled()
    weighted.train_on_batch(X, Y, sample_weight=np.where(Y == 1, 2.0, 0.0))
    part = np.repeat(np.flatnonzero(Y == 1), 2)
    filler = 12 - len(part)
    twice.train_on_batch(
        X[[*part, *range(filler)]],
        Y[[*part, *range(filler)]],
        sample_weight=[1.0] * len(part) + [0.0] * filler,
    )
    for ours, theirs in zip(weighted.weights, twice.weights, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("one_hot", [False, True])
def test_class_weights_are_sample_weights(one_hot: bool) -> None:
    loss = "categorical_crossentropy" if one_hot else "sparse_categorical_crossentropy"
    y = np.eye(3)[Y] if one_hot else Y
    by_class, by_sample = compiled(loss), compiled(loss)
    weights = np.where(Y == 0, 3.0, np.where(Y == 2, 0.5, 1.0))
    first = by_class.fit(X, y, class_weight={0: 3.0, 2: 0.5}, shuffle=False, verbose=0)
    second = by_sample.fit(X, y, sample_weight=weights, shuffle=False, verbose=0)
    assert first.history == second.history


def test_class_weights_leave_the_split_for_validation_alone() -> None:
    plain, by_class, by_sample = compiled(), compiled(), compiled()
    fit: dict[str, Any] = {"validation_split": 0.5, "batch_size": 6, "verbose": 0}
    for model in (plain, by_class, by_sample):
        model.compile(SGD(0.0), "sparse_categorical_crossentropy")
    expected = plain.fit(X, Y, **fit).history
    assert by_class.fit(X, Y, class_weight={0: 3.0}, **fit).history != expected
    assert by_class.history.history["val_loss"] == expected["val_loss"]
    weighted = by_sample.fit(X, Y, sample_weight=WEIGHTS, **fit).history
    assert weighted["val_loss"] != expected["val_loss"]


def test_validation_has_weights_of_its_own() -> None:
    model = compiled()
    history = model.fit(X, Y, validation_data=(X, Y, WEIGHTS), verbose=0).history
    assert history["val_loss"][0] == model.evaluate(X, Y, sample_weight=WEIGHTS, verbose=0)[0]
    assert history["val_loss"][0] != model.evaluate(X, Y, verbose=0)[0]


def test_wrong_weights() -> None:
    model = compiled()
    with pytest.raises(ValueError, match="at the same time"):
        model.fit(X, Y, sample_weight=WEIGHTS, class_weight={0: 1.0}, verbose=0)
    with pytest.raises(ValueError, match=r"shape \(12,\). Received: shape \(5,\)"):
        model.fit(X, Y, sample_weight=WEIGHTS[:5], verbose=0)
    with pytest.raises(TypeError, match="`class_weight` to be a dict"):
        model.fit(X, Y, class_weight=[1, 2, 3], verbose=0)  # pyright: ignore[reportArgumentType]


def test_verbs_for_one_batch() -> None:
    model = compiled()
    expected = dict(zip(["loss", "accuracy"], model.test_on_batch(X, Y), strict=True))
    assert model.train_on_batch(X, Y, return_dict=True) == expected
    assert model.test_on_batch(X, Y)[0] < expected["loss"]
    np.testing.assert_array_equal(model.predict_on_batch(X), model.predict(X, verbose=0))


def test_losses_by_hand() -> None:
    y, p = np.array([[1.0, 0.0]]), np.array([[0.8, 0.4]])
    # -(ln 0.8 + ln 0.6) / 2, (0.04 + 0.16) / 2, (0.2 + 0.4) / 2
    assert losses.get("binary_crossentropy")(y, p) == pytest.approx(0.3669846)
    assert losses.get("mse")(y, p) == pytest.approx(0.1)
    assert losses.get("mae")(y, p) == pytest.approx(0.3)
    logits = np.log(p / (1 - p))
    assert losses.BinaryCrossentropy(from_logits=True)(y, logits) == pytest.approx(0.3669846)
    # smoothed labels 0.75 and 0.25
    smooth = losses.CategoricalCrossentropy(label_smoothing=0.5)(y, [[0.8, 0.2]])
    assert smooth == pytest.approx(-0.75 * np.log(0.8) - 0.25 * np.log(0.2), rel=1e-6)
    assert losses.BinaryCrossentropy(label_smoothing=0.5)(y, [[0.8, 0.2]]) == pytest.approx(smooth)
    with pytest.raises(ValueError, match="labels of the output's shape"):
        losses.MeanSquaredError()(y, np.ones((1, 3)))
    with pytest.raises(ValueError, match="`label_smoothing` to be a number from 0 to 1"):
        losses.CategoricalCrossentropy(label_smoothing=2.0)
    with pytest.raises(ValueError, match="Invalid value for argument `reduction`"):
        losses.MeanSquaredError(reduction="total")


@pytest.mark.parametrize("loss", ["binary_crossentropy", "mse", "mae"])
@pytest.mark.parametrize("fused", [True, False])
def test_gradients_of_the_losses_for_numbers(loss: str, fused: bool) -> None:
    thing, y = losses.get(loss), np.array([[1.0, 0.0], [0.0, 1.0]])
    p = np.array([[0.8, 0.4], [0.3, 0.9]])
    logits = fused and loss == "binary_crossentropy"
    work = p.copy()
    thing.forward(y, work, logits=logits)
    grad = thing.backward(y, work, logits=logits)
    for index in np.ndindex(p.shape):
        step = np.zeros_like(p)
        step[index] = 1e-6
        ends = [thing.forward(y, p + s, logits=logits).mean() for s in (step, -step)]
        assert grad[index] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-5)


def test_a_single_output_learns_yes_from_no() -> None:
    model = compiled("binary_crossentropy", units=1)
    yes = (X[:, 0] > 0.5).astype("int64")
    history = model.fit(X, yes, epochs=5, verbose=0).history
    assert history["loss"][-1] < history["loss"][0]
    said = model.predict(X, verbose=0)[:, 0] > 0.5
    assert model.evaluate(X, yes, verbose=0)[1] == pytest.approx((said == yes).mean())


def test_top_k() -> None:
    predictions = [[0.1, 0.6, 0.3], [0.5, 0.2, 0.3]]
    sparse = metrics.SparseTopKCategoricalAccuracy(k=2)
    sparse.update_state([2, 1], predictions)
    assert sparse.result() == 0.5
    rows = metrics.TopKCategoricalAccuracy(k=2, name="top2")
    rows.update_state([[0, 0, 1], [0, 1, 0]], predictions)
    assert rows.result() == 0.5
    assert rows.name == "top2"


def test_compile_takes_what_changes_nothing_and_refuses_the_rest() -> None:
    model = compiled()
    loss = "sparse_categorical_crossentropy"
    model.compile("sgd", loss, run_eagerly=True, jit_compile="auto", weighted_metrics=None)
    with pytest.raises(ValueError, match=r"`loss_weights` is not here.*by name, metrics="):
        model.compile("sgd", loss, ["accuracy"])
    with pytest.raises(TypeError, match="unexpected keyword argument 'metric'"):
        model.compile("sgd", loss, metric=["accuracy"])
