"""Models in files, as JSON, and copied."""

import contextlib
import json
import warnings
import zipfile
from pathlib import Path
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
from fittingroom.saving import hdf5

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
    with pytest.raises(ValueError, match=r"File not found.*Models there: none\."):
        saving.load_model("clothes.keras")
    model.save_weights("clothes.weights.h5")
    model.save("other.keras")
    with pytest.raises(
        ValueError, match=r"File not found.*Models there: clothes.weights.h5, other\.keras"
    ):
        saving.load_model("others.keras")
    with pytest.raises(
        ValueError, match=r"clothes\.weights\.h5 cannot be loaded. It holds weights"
    ):
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
    with pytest.raises(ValueError, match="model identifier: 'Pipeline'"):
        models.model_from_json('{"class_name": "Pipeline", "config": {}}')


def test_a_clone_has_weights_of_its_own() -> None:
    model = make_model()
    clone = models.clone_model(model)
    assert clone.get_config() == model.get_config()
    assert not np.array_equal(clone.get_weights()[0], model.get_weights()[0])
    with pytest.raises(NotImplementedError, match="input_tensors"):
        models.clone_model(model, input_tensors=3)


def test_files_are_those_of_keras() -> None:
    model = make_model()
    fit(model)
    model.save("m.keras")
    with zipfile.ZipFile("m.keras") as archive:
        assert archive.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
        config = json.loads(archive.read("config.json"))
        stored = hdf5.read(archive.read("model.weights.h5"))
    assert config["class_name"] == "Sequential"
    assert config["build_config"] == {"input_shape": [None, 2, 3]}
    assert config["compile_config"]["optimizer"]["class_name"] == "Adam"
    layer = stored.get("layers/dense_1/vars")
    assert isinstance(layer, hdf5.ReadGroup)
    assert layer.attributes == {"name": "dense_1"}
    optimizer = stored.get("optimizer/vars")
    assert isinstance(optimizer, hdf5.ReadGroup)
    kernel, bias = (6, 4), (4,)
    shapes = [np.shape(optimizer.members[str(index)]) for index in range(6)]
    assert shapes == [(), (), kernel, kernel, bias, bias]  # momentum, velocity of each weight


@pytest.mark.parametrize(
    "optimizer",
    [
        optimizers.SGD(0.1, momentum=0.9),
        optimizers.Adam(0.05, amsgrad=True),
        optimizers.RMSprop(0.01, momentum=0.5, centered=True),
        optimizers.Adam(optimizers.schedules.ExponentialDecay(0.1, 3, 0.9)),
    ],
)
@pytest.mark.parametrize("name", ["m.keras", "m.h5", "folder/m.keras"])
def test_every_optimizer_goes_on(name: str, optimizer: optimizers.Optimizer) -> None:
    model = make_model(optimizer=optimizers.get(optimizers.serialize(optimizer)))
    fit(model)
    model.save(name)
    assert fit(saving.load_model(name)) == fit(model)


def test_objects_of_ones_own_are_found_again() -> None:
    def mine(y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        return y_pred.max(axis=-1)

    model = make_model(metrics=[mine])
    fit(model)
    model.save("m.keras")
    assert fit(saving.load_model("m.keras")) == fit(model)
    saving.get_custom_objects().clear()
    with pytest.raises(ValueError, match=r"own, 'mine'.*custom_objects=\{'mine': mine\}"):
        saving.load_model("m.keras")
    assert saving.load_model("m.keras", custom_objects={"mine": mine}).compiled
    assert not saving.get_custom_objects()
    assert not saving.load_model("m.keras", compile=False).compiled


def repacked(changes: dict[str, bytes | None]) -> None:
    """Write m.keras with other contents; None leaves one out."""
    with zipfile.ZipFile("m.keras") as archive:
        content = {name: archive.read(name) for name in archive.namelist()} | changes
    with zipfile.ZipFile("m.keras", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in content.items():
            if each is not None:
                archive.writestr(name, each)


def changed_config(change: Any) -> bytes:
    with zipfile.ZipFile("m.keras") as archive:
        config = json.loads(archive.read("config.json"))
    change(config["config"]["layers"], config)
    return json.dumps(config).encode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda layers, _: layers[3]["config"].update(units=10**12),
            "more than there are|Maximum allowed dimension",  # with addresses of 32 bits
        ),
        (lambda layers, _: layers[3]["config"].update(units=5), r"more than there are|shapes"),
        (
            lambda layers, _: layers[3].update(class_name="Conv2D"),
            "Its layer 'dense.*' is a Conv2D, which is not here",
        ),
        (lambda layers, _: layers[3].update(class_name="Evil"), "is a Evil, which is not here"),
        (lambda layers, _: layers[3]["config"].update(rate=3), "Unrecognized keyword"),
        (lambda layers, _: layers[3]["config"].update(units="ten"), "positive integer"),
        (
            lambda layers, _: layers[3]["config"].update(
                activation={"class_name": "__lambda__", "config": {"value": "4wEAAAAA"}}
            ),
            "never run",
        ),
        (
            lambda layers, _: layers[3]["config"].update(activation={"value": ["4wEA", None]}),
            "never run",
        ),
        (lambda _, config: config.update(class_name="Pipeline"), "model identifier"),
        (lambda _, config: config.update(config=3), "describes no model"),
        (lambda layers, _: layers.append(7), "describes no model"),
        (lambda _, config: config["compile_config"].update(loss="mze"), "mze"),
    ],
)
def test_hostile_configurations_are_refused(change: Any, message: str) -> None:
    make_model().save("m.keras")
    repacked({"config.json": changed_config(change)})
    with pytest.raises(ValueError, match=message) as caught:
        saving.load_model("m.keras")
    assert str(caught.value).startswith("m.keras ")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"config.json": b"[1]"}, "describes no model"),
        ({"config.json": b"{"}, "cannot be read"),
        ({"config.json": b"[" * 100_000}, "within 100 objects"),
        ({"config.json": b'{"a":' * 20_000}, "within 100 objects"),
        ({"config.json": b'["[[{' * 20_000}, "within 100|cannot be read"),
        ({"config.json": b'["' + b'\\\\"' * 60_000 + b"\\\\"}, "cannot be read"),
        ({"config.json": None}, "has no config.json"),
        ({"model.weights.h5": None}, "has no model.weights.h5"),
        ({"model.weights.h5": b"\0" * 50_000_000}, "said to be 50000000 bytes: too large"),
        ({"config.json": b" " * 9_000_000}, "too large"),
        ({"model.weights.h5": b"PK\x03\x04"}, "no HDF5 file"),
    ],
)
def test_hostile_archives_are_refused(changes: dict[str, bytes | None], message: str) -> None:
    make_model().save("m.keras")
    repacked(changes)
    with pytest.raises(ValueError, match=message):
        saving.load_model("m.keras")


def test_mutated_files_are_refused_or_loaded() -> None:
    """Two hundred of each form: never anything but ValueError."""
    model = make_model()
    fit(model)
    rng = np.random.default_rng(5)
    for name in ("m.keras", "m.h5", "m.weights.h5"):
        (model.save_weights if name == "m.weights.h5" else model.save)(name)
        content = Path(name).read_bytes()
        for index in range(200):
            changed = bytearray(content)
            for place in rng.integers(0, len(content), rng.integers(1, 12)):
                changed[place] = rng.integers(256)
            if index % 5 == 0:
                changed = changed[: rng.integers(len(content))]
            Path(name).write_bytes(changed)
            with contextlib.suppress(ValueError), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if name == "m.weights.h5":
                    model.load_weights(name)
                else:
                    saving.load_model(name)
