"""Code written for Keras finds its names; deprecated and missing ones are explained."""

import ast
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from packaging import version

import fittingroom
from fittingroom import callbacks, layers, optimizers
from fittingroom.compat import Compat
from fittingroom.compat.deprecations import MESSAGES, DeprecationNotes
from fittingroom.compat.namespace import NAMES


def load_data() -> str:
    return "the digits"


@pytest.fixture
def compat() -> Iterator[Compat]:
    compat = Compat({"mnist": load_data})
    with compat.installed():
        yield compat


def run(source: str) -> dict[str, Any]:
    variables: dict[str, Any] = {}
    exec(source, variables)
    return variables


@pytest.mark.parametrize("keras", ["keras", "tensorflow.keras"])
@pytest.mark.parametrize(
    "source",
    [
        "from {keras} import layers; Dense = layers.Dense",
        "from {keras}.layers import Dense",
        "import {keras}.layers; Dense = {keras}.layers.Dense",
        "import {keras}; Dense = {keras}.layers.Dense",
        "from {keras}.layers import *",
        "import {keras}.layers as kl; Dense = kl.Dense",
    ],
)
@pytest.mark.usefixtures("compat")
def test_layers_are_the_core_s_own_under_every_path(keras: str, source: str) -> None:
    assert run(source.format(keras=keras))["Dense"] is layers.Dense


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("from keras.models import Sequential as x", fittingroom.Sequential),
        ("from keras import Sequential as x", fittingroom.Sequential),
        ("import tensorflow as tf; x = tf.keras.models.Sequential", fittingroom.Sequential),
        ("import tensorflow as tf; x = tf.keras.callbacks.Callback", callbacks.Callback),
        ("from tensorflow import keras; x = keras.Input", fittingroom.Input),
        ("import keras; x = keras.utils.to_categorical", fittingroom.utils.to_categorical),
        ("from keras.utils.np_utils import to_categorical as x", fittingroom.utils.to_categorical),
        ("from keras.utils import np_utils; x = np_utils.to_categorical",
         fittingroom.utils.to_categorical),
        ("from keras.layers.core import Dense as x", layers.Dense),
        ("import tensorflow as tf; x = tf.nn.softmax", fittingroom.activations.softmax),
        ("import tensorflow as tf; x = tf.keras.datasets.mnist.load_data", load_data),
        ("from keras.datasets import mnist; x = mnist.load_data", load_data),
        ("import tensorflow as tf; x = tf.random.set_seed", fittingroom.utils.set_random_seed),
        ("from keras.layers import BatchNormalization as x", layers.BatchNormalization),
        ("from keras.models import Model as x", fittingroom.Model),
        ("import keras; x = keras.Model", fittingroom.Model),
        ("import keras; x = keras.constraints.MaxNorm", fittingroom.constraints.MaxNorm),
        ("import keras; x = keras.constraints.max_norm", fittingroom.constraints.MaxNorm),
        ("import tensorflow as tf; x = tf.keras.losses.Huber", fittingroom.losses.Huber),
        ("import tensorflow as tf; x = tf.losses.kld", fittingroom.losses.kl_divergence),
        ("import tensorflow as tf; x = tf.nn.gelu", fittingroom.activations.gelu),
        ("from keras.saving import load_model as x", fittingroom.saving.load_model),
        ("from keras.utils import custom_object_scope as x", fittingroom.saving.CustomObjectScope),
        ("from keras.optimizers.schedules import CosineDecay as x",
         optimizers.schedules.CosineDecay),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("compat")
def test_names_of_the_lessons(source: str, value: object) -> None:
    assert run(source)["x"] is value


@pytest.mark.usefixtures("compat")
def test_every_public_name_of_the_core_that_keras_has_is_there() -> None:
    for path, module in {
        "keras.layers": layers,
        "keras.callbacks": callbacks,
        "keras.optimizers": optimizers,
        "keras.losses": fittingroom.losses,
        "keras.metrics": fittingroom.metrics,
        "keras.initializers": fittingroom.initializers,
        "keras.activations": fittingroom.activations,
    }.items():
        there = importlib.import_module(path)
        values = {name: value for name, value in vars(module).items() if name in NAMES[path]}
        ours = {name for name, value in values.items() if not isinstance(value, ModuleType)}
        assert ours
        for name in ours:
            assert getattr(there, name) is getattr(module, name)
            assert name in there.__all__
            assert name in dir(there)


@pytest.mark.usefixtures("compat")
def test_versions_say_what_it_is() -> None:
    import keras  # pyright: ignore[reportMissingImports]
    import tensorflow as tf  # pyright: ignore[reportMissingImports]

    for package, least in ((keras, "3"), (tf, "2.8")):
        parsed = version.parse(package.__version__)
        assert parsed >= version.parse(least)
        assert parsed.local == f"fittingroom.{fittingroom.__version__}"
        assert all(int(part) >= 0 for part in package.__version__.split(".")[:2])
        assert float(package.__version__[:3]) >= 2


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("from keras.layers import Conv2D; Conv2D(8, 3)", ImportError,
         "keras.layers.Conv2D is not in this page"),
        ("from keras.layers import RNN\nclass Mine(RNN): pass", ImportError, "Google Colab"),
        ("from keras.layers import Conv2D; Conv2D.build", ImportError, "keras.layers.Conv2D is"),
        ("from keras.applications import VGG16", ImportError, "keras.applications is not"),
        ("import keras; keras.layers.Conv2D", AttributeError, "Dense"),
        ("import keras; keras.layers.MaxPooling2D", AttributeError, "where Keras itself"),
        ("from tensorflow.keras.layers import LSTM; LSTM(3)", ImportError, "Google Colab"),
        ("import tensorflow as tf; tf.losses.dice", AttributeError, "losses.dice is not in"),
        ("import tensorflow as tf; tf.keras.backend.gradients", AttributeError, "gradients is not"),
        ("import keras; keras.losses.mae", AttributeError, "Use keras.losses.mean_absolute_error."),
        ("import keras; keras.backend.mean", AttributeError, "Use keras.ops.mean."),
        ("import keras; keras.backend.get_value", AttributeError, "tf.keras.backend.get_value."),
        ("from keras.model import Sequential", ImportError, "Did you mean 'models'?"),
        ("from keras.Layers import Dense", ImportError, "Did you mean 'layers'?"),
        ("import keras; keras.layer", AttributeError, "Did you mean 'layers'?"),
        ("import keras; keras.optimizer", AttributeError, "Did you mean 'optimizers'?"),
        ("import keras.applications", ImportError, "keras.applications is not in this page"),
        ("from keras.datasets import cifar10", ImportError, "mnist"),
        ("import tensorflow as tf; tf.GradientTape()", AttributeError, "where TensorFlow itself"),
        ("import tensorflow as tf; tf.data.TextLineDataset", AttributeError, "there is: AUTOTUNE"),
        ("import keras; keras.random.uniform", AttributeError, "uniform is not in this page"),
        ("import tensorflow.contrib", ImportError, "tensorflow.contrib"),
        ("from keras.layers import Foo", ImportError, "has no 'Foo'. In keras.layers there is"),
        ("from keras.layers import Desne", ImportError, "Did you mean 'Dense'?"),
        ("import keras; keras.layers.dense", AttributeError, "Did you mean 'Dense'?"),
        ("import keras; keras.optimizers.adam", AttributeError, "Did you mean 'Adam'?"),
        ("import keras; keras.optimizers.adamw", AttributeError, "Did you mean 'AdamW'?"),
        ("import keras; keras.activations.Relu", AttributeError, "Did you mean 'relu'?"),
        ("import tensorflow as tf; tf.reduce_mea", AttributeError, "is here: reduce_mean."),
        ("import keras; keras.layers.Conv2d", AttributeError, "Conv2D is not in this page"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("compat")
def test_what_is_missing_is_explained(source: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=r"is not in this page|has no") as caught:
        run(source)
    assert type(caught.value) is error
    assert message in str(caught.value)


@pytest.mark.usefixtures("compat")
def test_a_name_that_nobody_uses_may_be_imported(compat: Compat) -> None:
    source = (
        "from keras import Sequential, KerasTensor\n"
        "from keras.layers import Dense, LSTM, Conv2D\n"
        "x = isinstance(Dense(1), Conv2D)"
    )
    assert run(source)["x"] is False
    assert compat.absent_imports(ast.parse(source)) == [
        "keras.KerasTensor",
        "keras.layers.LSTM",
        "keras.layers.Conv2D",
    ]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("tf.keras.losses.mae([[1.0]], [[3.0]])", [2.0]),
        ("tf.losses.MSE([[1.0]], [[3.0]])", [4.0]),
        ("tf.metrics.mean_absolute_error([1.0], [3.0])", [2.0]),
        ("tf.losses.MeanSquaredError()([1.0], [2.0])", 1.0),
        ("float(tf.optimizers.Adam().learning_rate)", pytest.approx(0.001)),
        ("K.sqrt(K.mean(K.square([1.0, 7.0])))", 5.0),
        ("K.sqrt([-1.0, 4.0])", [0.0, 2.0]),
        ("K.argmax([[1, 3, 2]])", [1]),
        ("K.clip([-1.0, 0.5, 2.0], 0, 1)", [0.0, 0.5, 1.0]),
        ("K.sum([[1.0, 2.0]], axis=1, keepdims=True)", [[3.0]]),
        ("K.binary_crossentropy([1.0, 0.0], [0.5, 0.5])", pytest.approx([0.6931472] * 2)),
        ("K.binary_crossentropy([1.0], [0.0], from_logits=True)", pytest.approx([0.6931472])),
        ("K.int_shape(K.expand_dims(K.flatten([[1, 2], [3, 4]])))", (4, 1)),
        ("K.get_value(K.variable([1.0, 2.0]))", [1.0, 2.0]),
        ("K.cast_to_floatx([1, 2]).dtype.name", "float32"),
        ("K.epsilon()", 1e-7),
    ],
)
@pytest.mark.usefixtures("compat")
def test_what_tensorflow_s_keras_has_beyond_keras(source: str, value: object) -> None:
    """Values as `tf.keras` gives them, `K.binary_crossentropy` one for each output."""
    start = "import tensorflow as tf\nfrom tensorflow.keras import backend as K\n"
    result = run(f"{start}x = {source}")["x"]
    assert (result.tolist() if hasattr(result, "tolist") else result) == value


@pytest.mark.usefixtures("compat")
def test_old_ways_to_set_a_rate_and_weights() -> None:
    found = run(
        "import tensorflow as tf\n"
        "from tensorflow.keras import backend as K\n"
        "optimizer = tf.keras.optimizers.SGD(0.5)\n"
        "K.set_value(optimizer.learning_rate, 0.25)\n"
        "rate = K.get_value(optimizer.learning_rate)\n"
        "v = K.variable([1.0, 2.0])\n"
        "K.update_add(v, 1.0); K.update_sub(v, [0.0, 2.0]); both = K.batch_get_value([v, v])"
    )
    assert found["rate"] == 0.25
    assert [values.tolist() for values in found["both"]] == [[2.0, 1.0]] * 2


def test_nothing_is_left_behind() -> None:
    before = (list(sys.meta_path), optimizers.Adam.__init__)
    with Compat({}).installed():
        run("import tensorflow as tf; tf.keras.layers")
    assert (list(sys.meta_path), optimizers.Adam.__init__) == before
    assert [name for name in sys.modules if name.startswith(("keras", "tensorflow"))] == []


def test_modules_stay_the_same_from_cell_to_cell() -> None:
    compat = Compat({})
    with compat.installed():
        first = run("import keras")["keras"]
        first.mine = 1
    with compat.installed():
        assert run("import keras")["keras"] is first


def test_a_real_keras_is_out_of_the_way_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    real = type(sys)("keras")
    monkeypatch.setitem(sys.modules, "keras", real)
    with Compat({}).installed():
        assert run("import keras")["keras"] is not real
    assert sys.modules["keras"] is real


def test_lr_is_accepted_by_what_comes_late() -> None:
    program = "import keras\nx = float(keras.optimizers.Nadam(lr=0.5).learning_rate)"
    with Compat({}).installed():
        assert run(program)["x"] == 0.5
        assert run("import keras\nclass Mine(keras.optimizers.SGD): pass\nx = Mine()")["x"]
    with pytest.raises((TypeError, ValueError), match="lr"):
        optimizers.Nadam(lr=0.5)


def test_lr_is_accepted_inside_alone() -> None:
    with Compat({}).installed():
        adam = optimizers.Adam(lr=0.5)  # pyright: ignore[reportCallIssue]
        assert float(adam.learning_rate) == 0.5
        with pytest.raises((TypeError, ValueError), match="lr"):
            optimizers.Adam(learning_rate=0.1, lr=0.5)  # pyright: ignore[reportCallIssue]
    with pytest.raises((TypeError, ValueError), match="lr"):
        optimizers.SGD(lr=0.5)  # pyright: ignore[reportCallIssue]


@pytest.mark.usefixtures("compat")
def test_tensorflow_1_optimizers_have_their_own_defaults() -> None:
    import tensorflow as tf  # pyright: ignore[reportMissingImports]

    adam = tf.train.AdamOptimizer()
    assert isinstance(adam, optimizers.Adam)
    assert adam.epsilon == 1e-8
    assert float(tf.train.GradientDescentOptimizer(0.25).learning_rate) == 0.25
    momentum = tf.train.MomentumOptimizer(0.5, 0.75, use_nesterov=True)
    assert (type(momentum), momentum.momentum, momentum.nesterov) == (optimizers.SGD, 0.75, True)
    rmsprop = tf.train.RMSPropOptimizer(0.5)
    assert (type(rmsprop), rmsprop.rho, rmsprop.epsilon) == (optimizers.RMSprop, 0.9, 1e-10)


@pytest.mark.usefixtures("compat")
def test_initializers_have_their_small_names_too() -> None:
    from keras import initializers  # pyright: ignore[reportMissingImports]

    assert initializers.glorot_uniform is initializers.GlorotUniform
    assert initializers.zeros is fittingroom.initializers.Zeros


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("model.compile(metrics=['acc'])", "acc"),
        ("if logs.get('acc') > 0.9: pass", "logs.acc"),
        ("history.history['val_acc']", "logs.acc"),
        ("def on_epoch_end(self, epoch, logs={}): pass", "logs"),
        ("keras.optimizers.SGD(lr=0.1)", "lr"),
        ("from keras.models import Sequential", "Sequential"),
        ("tf.keras.Input((3,))", "tensorflow"),
        ("from tensorflow.keras import layers", "tensorflow"),
        ("from tensorflow import keras", "tensorflow"),
        ("tf.nn.relu", "nn"),
        ("tf.train.AdamOptimizer()", "AdamOptimizer"),
        ("tf.train.RMSPropOptimizer(0.1)", "RMSPropOptimizer"),
        ("from keras.utils import np_utils", "np_utils"),
        ("from keras.utils.np_utils import to_categorical", "np_utils"),
        ("from keras.layers.core import Dense", "core"),
    ],
)
def test_deprecated_names_are_noted_once(source: str, name: str) -> None:
    notes = DeprecationNotes()
    tree = ast.parse(source)
    assert notes.find(tree) == [MESSAGES[name]]
    assert notes.find(tree) == []


@pytest.mark.parametrize(
    ("source", "today"),
    [
        ("m.add(Dense(8, input_dim=2))", "keras.Input(shape=(2,)), then Dense(8)."),
        (
            "layers.Flatten(input_shape=(28, 28))",
            "keras.Input(shape=(28, 28)), then layers.Flatten().",
        ),
        (
            "Dense(4, activation='relu', input_shape=(n,))",
            "keras.Input(shape=(n,)), then Dense(4, activation='relu').",
        ),
    ],
)
def test_the_shape_of_the_input_is_written_as_today(source: str, today: str) -> None:
    (note,) = DeprecationNotes().find(ast.parse(source))
    assert note.endswith(today)


def test_current_names_are_passed_over() -> None:
    source = """
import keras
from keras import layers
from keras.layers import Dense
class Mine(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(logs["accuracy"], lr=3)
model = keras.Sequential([keras.Input((784,)), layers.Dense(10, activation="relu")])
model.compile(keras.optimizers.Adam(learning_rate=0.1), metrics=["accuracy"])
plt.imshow(images, lr=2)
"""
    assert DeprecationNotes().find(ast.parse(source)) == []


def test_the_key_of_a_metric_called_acc_is_acc() -> None:
    notes = DeprecationNotes()
    assert notes.find(ast.parse("model.compile(metrics=['acc'])")) == [MESSAGES["acc"]]
    assert notes.find(ast.parse("history.history['acc']")) == []
    one_cell = "model.compile(metrics=['acc'])\nhistory.history['acc']"
    assert DeprecationNotes().find(ast.parse(one_cell)) == [MESSAGES["acc"]]
