"""Models kept under a name, as JSON, and copied."""

import json
from typing import Any

import numpy as np
import pytest

from fittingroom import (
    Input,
    Sequential,
    callbacks,
    layers,
    losses,
    metrics,
    models,
    optimizers,
    saving,
)

RNG = np.random.default_rng(3)
X = RNG.random((30, 2, 3))
Y = RNG.integers(0, 3, 30)


def make_model(**compiled: Any) -> Sequential:
    model = Sequential(
        [
            Input((2, 3)),
            layers.Flatten(),
            layers.Rescaling(0.5),
            layers.Dense(4, activation="tanh", kernel_regularizer="l2"),
            layers.Dropout(0.0),
            layers.Dense(3),
            layers.Softmax(),
        ]
    )
    arguments = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"], **compiled}
    model.compile(**{"optimizer": optimizers.Adam(0.05), **arguments})
    return model


def fit(model: Sequential) -> dict[str, list[float]]:
    return model.fit(X, Y, epochs=2, verbose=0, shuffle=False).history


def test_a_model_comes_back_whole_and_goes_on_where_it_was() -> None:
    model = make_model()
    fit(model)
    model.save("clothes.keras")
    again = saving.load_model("clothes.keras")
    assert again is not model
    assert again.name == model.name
    assert [layer.get_config() for layer in again.layers] == [
        layer.get_config() for layer in model.layers
    ]
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
    assert again.evaluate(X, Y, verbose=0) == model.evaluate(X, Y, verbose=0)
    # The next steps need the optimizer's memory, and change neither the copy nor the other model.
    assert fit(again) == fit(model)
    third = saving.load_model("clothes.keras")
    assert third.optimizer is not None
    assert third.optimizer.iterations == 2
    assert fit(third) == {key: values[:2] for key, values in again.history.history.items()}


def test_a_model_before_training_and_without_compile() -> None:
    saving.save_model(make_model(), "young.keras")
    young = saving.load_model("young.keras")
    assert young.compiled
    assert saving.load_model("young.keras", compile=False).compiled is False
    bare = Sequential([Input((3,)), layers.Dense(2)])
    bare.save("bare.h5")
    assert not saving.load_model("bare.h5").compiled


def test_what_compile_was_told_comes_back() -> None:
    def mine(y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        return y_pred.max(axis=-1)

    model = make_model(
        optimizer=optimizers.SGD(0.1, momentum=0.5),
        loss=losses.SparseCategoricalCrossentropy(),
        metrics=["acc", metrics.SparseTopKCategoricalAccuracy(k=2, name="top2"), mine],
        weighted_metrics=["acc"],
    )
    model.save("a.keras")
    again = saving.load_model("a.keras")
    assert fit(again) == fit(model)
    config = again.get_compile_config()
    assert config["optimizer"]["config"]["momentum"] == 0.5
    assert config["loss"]["class_name"] == "SparseCategoricalCrossentropy"
    assert again.metrics_names == ["loss", "compile_metrics"]


def test_the_best_epoch_is_a_whole_model() -> None:
    model = make_model()
    keep = callbacks.ModelCheckpoint("best.keras", monitor="loss", save_best_only=True)
    model.fit(X, Y, epochs=3, verbose=0, callbacks=[keep])
    best = saving.load_model("best.keras")
    np.testing.assert_array_equal(best.predict(X, verbose=0), model.predict(X, verbose=0))
    best.load_weights("best.keras")


def test_names_that_cannot_be() -> None:
    model = make_model()
    with pytest.raises(ValueError, match=r"Please add a `\.keras` extension"):
        model.save("clothes")
    with pytest.raises(ValueError, match=r"not supported: \['save_format'\]"):
        model.save("clothes.keras", save_format="tf")
    with pytest.raises(ValueError, match=r"File not found.*Kept so far: nothing yet"):
        saving.load_model("clothes.keras")
    model.save_weights("clothes.weights.h5")
    model.save("other.keras")
    with pytest.raises(ValueError, match=r"File not found.*Kept so far: 'other\.keras'"):
        saving.load_model("clothes.weights.h5")
    with pytest.raises(NotImplementedError, match=r"model\.save\('clothes\.keras'\)"):
        model.export("clothes")


def test_layers_as_json() -> None:
    model = make_model()
    text = model.to_json(indent=2)
    assert json.loads(text)["class_name"] == "Sequential"
    again = models.model_from_json(text)
    assert again.to_json(indent=2) == text
    assert again.predict(X, verbose=0).shape == (30, 3)
    with pytest.raises(ValueError, match="model identifier: 'Functional'"):
        models.model_from_json('{"class_name": "Functional", "config": {}}')


def test_a_clone_has_weights_of_its_own() -> None:
    model = make_model()
    clone = models.clone_model(model)
    assert clone.get_config() == model.get_config()
    assert not np.array_equal(clone.get_weights()[0], model.get_weights()[0])
    with pytest.raises(NotImplementedError, match="input_tensors"):
        models.clone_model(model, input_tensors=3)
