"""Models of any form: by calls of layers, by a class's `call`; several inputs and outputs."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Model, Sequential, backend, layers, losses, models, ops, saving
from fittingroom.callbacks import EarlyStopping
from fittingroom.metrics import CompileMetrics

RNG = np.random.default_rng(0)
WIDE, DEEP = RNG.random((24, 3)).astype("float32"), RNG.random((24, 5)).astype("float32")
TARGET, CLASSES = RNG.random(24).astype("float32"), RNG.integers(0, 3, 24)


def wide_and_deep(**options: Any) -> Any:
    wide, deep = Input((3,), name="wide"), Input((5,), name="deep")
    hidden = layers.Dense(4, "relu", name="hidden")(deep)
    joined = layers.Concatenate()([wide, hidden])
    main = layers.Dense(1, name="main")(joined)
    kind = layers.Dense(3, "softmax", name="kind")(hidden)
    return Model([wide, deep], [main, kind], **options)


def compiled(model: Any, **options: Any) -> Any:
    given = {
        "loss": ["mse", "sparse_categorical_crossentropy"],
        "loss_weights": [0.75, 0.25],
        "metrics": [["mae"], ["accuracy"]],
        **options,
    }
    model.compile("sgd", **given)
    return model


def test_a_chain_is_a_sequential_by_another_name() -> None:
    start = Input((5,))
    chain = Model(start, layers.Dense(3, "softmax")(layers.Dense(4, "tanh")(start)))
    row = Sequential([Input((5,)), layers.Dense(4, "tanh"), layers.Dense(3, "softmax")])
    row.set_weights(chain.get_weights())
    for model in (chain, row):
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    histories = [
        model.fit(DEEP, CLASSES, epochs=3, shuffle=False, validation_split=0.25, verbose=0).history
        for model in (chain, row)
    ]
    assert histories[0] == histories[1]
    np.testing.assert_array_equal(chain.predict(DEEP, verbose=0), row.predict(DEEP, verbose=0))
    assert isinstance(row, Model)
    assert isinstance(chain, Model)
    assert [layer.name for layer in chain.layers] == ["input_layer", "dense_1", "dense"]


def test_several_inputs_and_outputs() -> None:
    model = compiled(wide_and_deep())
    data = {"x": [WIDE, DEEP], "y": [TARGET, CLASSES]}
    history = model.fit(**data, epochs=2, validation_split=0.25, verbose=0).history
    names = {"loss", "main_loss", "kind_loss", "main_mae", "kind_accuracy"}
    assert set(history) == names | {f"val_{name}" for name in names}
    found = model.evaluate(**data, verbose=0, return_dict=True)
    assert found["loss"] == pytest.approx(0.75 * found["main_loss"] + 0.25 * found["kind_loss"])
    main, kind = model.predict([WIDE, DEEP], verbose=0)
    assert (main.shape, kind.shape) == ((24, 1), (24, 3))
    assert found["main_loss"] == pytest.approx(np.square(main[:, 0] - TARGET).mean(), rel=1e-5)
    assert found["kind_accuracy"] == pytest.approx((kind.argmax(axis=1) == CLASSES).mean())
    called = model((WIDE, DEEP))
    np.testing.assert_allclose(called[1], kind, rtol=1e-6)
    by_name = model.evaluate(
        {"deep": DEEP, "wide": WIDE}, {"kind": CLASSES, "main": TARGET}, verbose=0, return_dict=True
    )
    assert by_name == found


def test_losses_and_metrics_by_name() -> None:
    first = compiled(wide_and_deep())
    second = models.clone_model(first)
    second.set_weights(first.get_weights())
    compiled(
        second,
        loss={"kind": "sparse_categorical_crossentropy", "main": "mse"},
        loss_weights={"kind": 0.25, "main": 0.75},
        metrics={"main": "mae", "kind": ["accuracy"]},
    )
    found = [
        model.fit([WIDE, DEEP], [TARGET, CLASSES], shuffle=False, verbose=0).history
        for model in (first, second)
    ]
    assert found[0] == found[1]


def test_outputs_by_name_are_a_dict() -> None:
    start = Input((5,))
    model = Model(start, {"b": layers.Dense(1)(start), "a": layers.Dense(2)(start)})
    found = model.predict(DEEP, verbose=0)
    assert {name: value.shape for name, value in found.items()} == {"a": (24, 2), "b": (24, 1)}


def residual(shared: bool = False) -> Any:
    start = Input((5,))
    block = layers.Dense(5, "tanh")
    x = block(start)
    x = layers.Add()([start, x])
    x = layers.Multiply()([x, block(x) if shared else layers.Dense(5)(x)])
    x = layers.Average()([x, layers.Subtract()([x, start]), layers.Maximum()([x, start])])
    return Model(start, layers.Dense(3, "softmax")(layers.Minimum()([x, start])))


@pytest.mark.parametrize("shared", [False, True])
def test_gradients_through_branches(shared: bool) -> None:
    """Against central differences, with a layer called twice too."""
    backend.set_floatx("float64")
    model = residual(shared)
    model.compile("sgd", "sparse_categorical_crossentropy")
    x = RNG.normal(size=(6, 5))
    y = CLASSES[:6]
    step = model.new_step()
    step.build_optimizer()
    model.optimizer.learning_rate = 0.0
    step.train(x, y, CompileMetrics([]))
    grads = [grad.copy() for layer in model.layers for grad in layer.grads]
    arrays = [array for layer in model.layers for array in layer.arrays]

    def value() -> float:
        tracker = CompileMetrics([])
        step.test(x, y, tracker)
        return tracker.loss

    for array, grad in zip(arrays, grads, strict=True):
        for index in list(np.ndindex(array.shape))[::3]:
            kept = array[index]
            array[index] = kept + 1e-6
            above = value()
            array[index] = kept - 1e-6
            below = value()
            array[index] = kept
            assert grad[index] == pytest.approx((above - below) / 2e-6, abs=1e-7)


def test_weights_of_samples_callbacks_and_batches() -> None:
    model = compiled(wide_and_deep())
    each = np.ones(24)
    each[12:] = 0
    found = model.evaluate([WIDE, DEEP], [TARGET, CLASSES], sample_weight=each, verbose=0)
    half = model.evaluate([WIDE[:12], DEEP[:12]], [TARGET[:12], CLASSES[:12]], verbose=0)
    assert found[0] == pytest.approx(half[0] / 2, rel=1e-5)
    stop = EarlyStopping(monitor="main_loss", mode="max", patience=0)
    history = model.fit([WIDE, DEEP], [TARGET, CLASSES], epochs=9, callbacks=[stop], verbose=0)
    assert len(history.epoch) < 9
    logs = model.train_on_batch([WIDE, DEEP], [TARGET, CLASSES], return_dict=True)
    assert set(logs) == {"loss", "main_loss", "kind_loss", "main_mae", "kind_accuracy"}


def test_a_part_of_a_model_is_a_model() -> None:
    model = Sequential(
        [Input((5,)), layers.Dense(4, "relu", name="hidden"), layers.Dropout(0.5), layers.Dense(2)]
    )
    part = Model(model.inputs, model.get_layer("hidden").output)
    np.testing.assert_array_equal(part.predict(DEEP, verbose=0), model.layers[0](DEEP))
    each = Model(inputs=model.input, outputs=[layer.output for layer in model.layers])
    assert [found.shape for found in each.predict(DEEP, verbose=0)] == [(24, 4), (24, 4), (24, 2)]
    assert part.get_layer("hidden") is model.layers[0]
    upper = Model(model.get_layer("hidden").output, model.output)
    np.testing.assert_allclose(
        upper.predict(part.predict(DEEP, verbose=0), verbose=0),
        model.predict(DEEP, verbose=0),
        rtol=1e-6,
    )
    with pytest.raises(AttributeError, match="has never been called"):
        layers.Dense(3).output  # noqa: B018
    with pytest.raises(AttributeError, match="no defined input shape"):
        Sequential([layers.Dense(3)]).inputs  # noqa: B018


def test_models_inside_models() -> None:
    base = Sequential([Input((5,)), layers.Dense(4, "relu"), layers.Dense(4)])
    base.trainable = False
    start = Input((5,))
    model = Model(start, layers.Dense(3, "softmax")(base(start)))
    before = [array.copy() for array in base.get_weights()]
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(DEEP, CLASSES, verbose=0)
    for one, other in zip(before, base.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    again = Input((5,))
    np.testing.assert_array_equal(
        Model(again, model(again)).predict(DEEP, verbose=0), model.predict(DEEP, verbose=0)
    )


def test_it_is_saved_whole() -> None:
    for shared in (False, True):
        model = residual(shared)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(DEEP, CLASSES, verbose=0)
        for name in ("m.keras", "m.h5"):
            model.save(name)
            again = saving.load_model(name)
            found = [
                each.fit(DEEP, CLASSES, epochs=2, shuffle=False, verbose=0).history
                for each in (again, saving.load_model(name))
            ]
            assert found[0] == found[1]
        assert models.model_from_json(model.to_json()).count_params() == model.count_params()
    two = compiled(wide_and_deep())
    two.fit([WIDE, DEEP], [TARGET, CLASSES], verbose=0)
    two.save("two.keras")
    again = saving.load_model("two.keras")
    assert again.evaluate([WIDE, DEEP], [TARGET, CLASSES], verbose=0) == two.evaluate(
        [WIDE, DEEP], [TARGET, CLASSES], verbose=0
    )


class WideAndDeep(Model):
    def __init__(self, units: int = 4, **options: Any) -> None:
        super().__init__(**options)
        self.hidden = layers.Dense(units, activation="relu")
        self.drop = layers.Dropout(0.5)
        self.main = layers.Dense(1)

    def call(self, inputs: Any, training: Any = None) -> Any:
        wide, deep = inputs
        return self.main(layers.concatenate([wide, self.drop(self.hidden(deep))]))


def test_a_class_whose_call_calls_layers() -> None:
    model = WideAndDeep(name="mine")
    assert [layer.name for layer in model.layers] == ["dense", "dropout", "dense_1"]
    assert not model.built
    model.compile("adam", "mse", metrics=["mae"])
    history = model.fit((WIDE, DEEP), TARGET, epochs=5, validation_split=0.25, verbose=0).history
    assert history["loss"][-1] < history["loss"][0]
    assert model.predict((WIDE, DEEP), verbose=0).shape == (24, 1)
    noisy = [np.array(model((WIDE, DEEP), training=True)) for _ in range(2)]
    assert (noisy[0] != noisy[1]).any()
    assert model.count_params() == 24 + 8
    assert "mine" in str(model.weights[0].path) or model.built


def test_a_class_with_two_outputs() -> None:
    class Two(Model):
        def __init__(self) -> None:
            super().__init__()
            self.main, self.kind = layers.Dense(1), layers.Dense(3, activation="softmax")

        def call(self, inputs: Any) -> Any:
            return self.main(inputs), self.kind(inputs)

    model = Two()
    model.compile(
        "sgd",
        loss=["mse", "sparse_categorical_crossentropy"],
        loss_weights=[0.9, 0.1],
        metrics=[None, ["accuracy"]],
    )
    history = model.fit(DEEP, [TARGET, CLASSES], verbose=0).history
    assert list(history) == ["dense_1_accuracy", "dense_1_loss", "dense_loss", "loss"]
    alone = WideAndDeep()
    alone.compile("sgd", loss=["mse"], metrics=["mae"])
    assert list(alone.fit((WIDE, DEEP), TARGET, verbose=0).history) == ["loss", "mae"]


class Residual(layers.Layer):
    def __init__(self, units: int, **options: Any) -> None:
        super().__init__(**options)
        self.hidden = [layers.Dense(units, "relu") for _ in range(2)]
        self.add = layers.Add()

    def call(self, inputs: Any) -> Any:
        x = inputs
        for layer in self.hidden:
            x = layer(x)
        return self.add([inputs, x])


def test_a_layer_that_is_made_of_layers() -> None:
    start = Input((5,))
    model = Model(start, layers.Dense(1)(Residual(5)(start)))
    model.compile("adam", "mse")
    losses_of = model.fit(DEEP, TARGET, epochs=5, verbose=0).history["loss"]
    assert losses_of[-1] < losses_of[0]
    assert len(model.weights) == 6


def test_what_is_no_call_of_layers_is_refused_with_the_form_that_works() -> None:
    start = Input((5,))
    with pytest.raises(TypeError, match=r"Arithmetic, keras\.ops and layers take it"):
        np.array(start)

    class Mine(Model):
        def call(self, inputs: Any) -> Any:
            return ops.sort(inputs)

    with pytest.raises(NotImplementedError, match="cannot go through sort: its gradient"):
        Mine()(DEEP)
    with pytest.raises(NotImplementedError, match=r"does not have a `call\(\)` method"):
        Model()(DEEP)
    with pytest.raises(ValueError, match=r"a = keras\.Input\(\(4,\)\); b = layers\.Dense"):
        Model(DEEP, DEEP)
    with pytest.raises(ValueError, match=r"is not among the `inputs`"):
        Model(start, layers.Dense(1)(Input((3,))))
    with pytest.raises(ValueError, match="expects 1 input"):
        layers.Dense(3)([start, start])
    with pytest.raises(ValueError, match="matching shapes"):
        layers.Concatenate(axis=1)([Input((2, 3)), Input((2, 4))])
    with pytest.raises(ValueError, match="incompatible shapes"):
        layers.Add()([start, Input((4,))])
    with pytest.raises(ValueError, match="list of at least"):
        layers.Add()(start)
    model = compiled(wide_and_deep())
    with pytest.raises(ValueError, match=r"2 inputs, \['wide', 'deep'\]: give a list"):
        model.fit(DEEP, [TARGET, CLASSES], verbose=0)
    with pytest.raises(ValueError, match=r"2 outputs, \['main', 'kind'\]: give a list"):
        model.fit([WIDE, DEEP], TARGET, verbose=0)
    with pytest.raises(ValueError, match="single output"):
        model.fit([WIDE, DEEP], [TARGET, CLASSES], class_weight={0: 2.0}, verbose=0)
    with pytest.raises(ValueError, match="same number of samples"):
        model.predict([WIDE[:3], DEEP], verbose=0)
    with pytest.raises(ValueError, match="as many entries as the model has outputs"):
        compiled(wide_and_deep(), metrics=["mae"])
    with pytest.raises(ValueError, match="Expected `loss` for each of the outputs"):
        compiled(wide_and_deep(), loss=["mse"])
    with pytest.raises(ValueError, match="Expected keys"):
        compiled(wide_and_deep(), loss={"other": "mse"})


def test_dropout_that_always_drops() -> None:
    start = Input((50,))
    model = Model(start, layers.Dropout(0.5)(start, training=True))
    assert (model.predict(np.ones((4, 50)), verbose=0) == 0).any()


def test_merging_arrays_by_hand() -> None:
    a, b = np.array([[1.0, 2.0]]), np.array([[3.0, 1.0]])
    for function, expected in (
        (layers.add, [[4, 3]]),
        (layers.subtract, [[-2, 1]]),
        (layers.multiply, [[3, 2]]),
        (layers.average, [[2, 1.5]]),
        (layers.maximum, [[3, 2]]),
        (layers.minimum, [[1, 1]]),
        (layers.concatenate, [[1, 2, 3, 1]]),
    ):
        assert function([a, b]).tolist() == expected
    assert losses.get("mse") is not None
