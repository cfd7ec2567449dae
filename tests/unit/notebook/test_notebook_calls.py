"""What introductory notebooks call in their Dense parts works, or is refused in true words."""

from pathlib import Path

import pytest

from unit.notebook.desk import Desk

SETTING = """
import os
from functools import partial
import numpy as np, tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
keep, path = keras.callbacks.ModelCheckpoint, "c/{epoch:04d}.weights.h5"
loss = "sparse_categorical_crossentropy"
rng = np.random.default_rng(0)
x = rng.random((64, 4)).astype("float32")
y = (x.sum(1) > 2).astype("int32")
model = keras.Sequential(
    [keras.Input((4,)), layers.Dense(8, "relu", name="h"), layers.Dense(2, "softmax")]
)
model.compile("adam", loss, metrics=["accuracy"])
history = model.fit(x, y, verbose=0)
"""

WORKS = """
tf.nn.softmax(model(x[:1])).numpy()
keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y[:3], model(x[:3])).numpy()
keras.Sequential([model, layers.Softmax()])(x[:2])
model.compile("adam", loss, metrics=[keras.metrics.SparseCategoricalAccuracy()])
model.fit(x, y, verbose=0, callbacks=[keep(path, save_weights_only=True)]); os.listdir("c")
model.save("m.keras"); keras.models.load_model("m.keras")
model.save("m.h5"); keras.models.load_model("m.h5")
tf.version.VERSION.split(".")
keras.optimizers.schedules.InverseTimeDecay(0.001, decay_steps=1000, decay_rate=1)(np.arange(5))
keras.metrics.BinaryCrossentropy(from_logits=True, name="binary_crossentropy")
model.fit(x, y, batch_size=16, steps_per_epoch=2, epochs=2, verbose=0)
tf.add_n([layer.kernel.numpy().sum() for layer in model.layers])
scale = layers.Normalization(axis=-1); scale.adapt(x); np.array(scale.mean)
model.layers[0].kernel
tf.linspace(0.0, 250, 251)
from packaging import version; assert version.parse(tf.__version__) >= version.parse("2.8.0")
keras.Sequential([layers.InputLayer(input_shape=[28, 28]), layers.Flatten(), layers.Dense(3)])
keras.backend.clear_session(); tf.random.set_seed(42)
keras.metrics.sparse_categorical_accuracy(y[:3], model(x[:3]))
history.params, history.epoch
model.get_layer("h").get_weights()[0].shape
model.predict(x, verbose=0).round(2)
model.compile("adam", "mse", metrics=["RootMeanSquaredError"])
layers.LeakyReLU(alpha=0.2)
keras.optimizers.SGD(clipvalue=1.0), keras.optimizers.Nadam(), keras.optimizers.AdamW()
keras.Sequential(model.layers[:-1])
keras.models.clone_model(model)
partial(layers.Dense, activation="relu", kernel_initializer="he_normal")(5)
np.stack([model(x, training=True) for _ in range(3)]).mean(axis=0)
layers.Dense(3, kernel_constraint=keras.constraints.max_norm(1.0))
[(v.name, v.trainable) for v in model.layers[0].variables]
from keras.utils import np_utils
keras.optimizers.RMSprop(lr=0.001)
keras.metrics.binary_accuracy(y[:3], x[:3, 0])
keras.metrics.TopKCategoricalAccuracy(k=3, name="top")
assert tf.random.uniform((2, 3)).shape == (2, 3)
assert tf.random.normal([2, 2], mean=5.0, stddev=0.1).numpy().mean() > 4
tf.keras.losses.mae(y[:3], x[:3, 0])
tf.metrics.mean_absolute_error(y[:3], x[:3, 0])
tf.expand_dims(x, axis=-1).shape
tf.round(tf.constant([0.6])), tf.reduce_max(x), tf.squeeze(tf.constant([[1.0]])), tf.range(3)
keras.callbacks.LearningRateScheduler(lambda e: 1e-3 * 10 ** (e / 20))
i = keras.Input((4,)); keras.Model(i, layers.Concatenate()([i, layers.Dense(3)(i)])).summary()
model.fit(x, y, class_weight={0: 1.0, 1: 2.0}, verbose=0)
model.fit([x], y, verbose=0)
model.fit(tf.data.Dataset.from_tensor_slices((x, y)).shuffle(64).batch(16), verbose=0)
model.fit(((x, y) for _ in range(3)), verbose=0)
%matplotlib inline
%%time
%time model.fit(x, y, verbose=0)
%load_ext tensorboard
%tensorboard --logdir logs
!pip install -q tensorflow
!pip install pyyaml h5py  # for files of HDF5
%pip install numpy
!mkdir -p checkpoints
!ls -lh
!pwd
await __import__("asyncio").sleep(0)
keras.Sequential([layers.Flatten(input_shape=(2, 2)), layers.Dense(3, "relu"), layers.Dropout(0.2)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True)); model.fit(x, y)
model.evaluate(x, y, verbose=2)
assert model.predict(np.expand_dims(x[0], 0))[0].argmax() in (0, 1)
model.fit(x, y, verbose=0, callbacks=[keep(path, verbose=1, save_weights_only=True, save_freq=2)])
os.mkdir("d"); model.save_weights("d/w.weights.h5"); model.load_weights("d/w.weights.h5")
m = keras.Sequential([layers.Dense(2, "elu", kernel_regularizer="l2")]); m(x); tf.add_n(m.losses)
model.compile("adam", loss, metrics=[keras.metrics.SparseCategoricalCrossentropy(name="ce")])
stop = keras.callbacks.EarlyStopping("val_loss", 0, 9); model.fit(x, y, 9, 1, 0, [stop], 0.5)
model.compile(tf.keras.optimizers.Adam(0.1), loss="mean_absolute_error")
assert model.predict(x).flatten().shape == (128,)
model.layers[1].get_weights()
keras.utils.plot_model(model, show_shapes=True)
callback = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: print(logs["loss"]))
i = keras.Input(shape=(4,)); keras.Model(inputs=i, outputs=layers.Dense(100, "relu")(i))
layers.Dense(3, kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_avg", "uniform"))
layers.Dense(3, "swish", kernel_initializer="lecun_normal", use_bias=False), layers.Dense(3, "selu")
layers.BatchNormalization(), layers.Activation("elu")
keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True), keras.optimizers.SGD(clipnorm=1.0)
keras.optimizers.Adagrad(), keras.optimizers.Adamax()
for layer in model.layers[:-1]: layer.trainable = False
keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=5)
model.fit(x, y, verbose=0, epochs=50, batch_size=1)
model.compile(metrics=["acc"], optimizer="rmsprop", loss=loss); model.fit(x, y).history["acc"]
keras.losses.binary_crossentropy(y[:3], x[:3, 0]), keras.optimizers.RMSprop(1.0)
np.concatenate([x, np.zeros((len(x), 4))], axis=1)
keras.regularizers.l1(0.001), keras.regularizers.l1_l2(l1=0.001, l2=0.001)
os.environ["KERAS_BACKEND"] = "jax"; import keras
net = keras.Sequential([layers.Dense(1)]); net.summary()
net = keras.Sequential([layers.Dense(1)]); net(np.array([[7.0]])); net.predict(tf.constant([17.0]))
keras.losses.CategoricalCrossentropy()(np.eye(2), np.eye(2))
""".strip().splitlines()

REFUSED = {
    "tf.saved_model.save(model, 'folder')": "is not in this page",
    "model.save('folder')": "Please add a `.keras` extension",
    "tf.GradientTape()": "model.train_on_batch(x, y)",
    "keras.datasets.imdb.load_data()": "there is: fashion_mnist, mnist",
    "layers.Input(shape=4)": "as a tuple of positive whole numbers",
    "tf.data.TextLineDataset('f.txt')": "is not in this page",
    "model.fit(((x, y) for _ in range(3)), epochs=4, verbose=0)": "has no more batches",
    "model.fit(x, y, class_weight='balanced')": "a dict of class number to weight",
    "tf.add_n([])": "Received: an empty one",
    "!pip install xgboost": "xgboost is not here",
    "!rm -rf folder": "there is no shell in this page",
    "keras.datasets.reuters.load_data()": "there is: fashion_mnist, mnist",
    "keras.datasets.boston_housing.load_data()": "there is: fashion_mnist, mnist",
    "from google.colab import files": "where Python is installed",
    "%%my_magic\nprint(1)": "a command of IPython",
    "import xgboost": "where Python is installed",
    "!mkdir": "there is no shell in this page",
    "!ls one two": "there is no shell in this page",
}


@pytest.fixture
def set_up(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    desk.run(SETTING)
    assert desk.status == "ok"
    return desk


@pytest.mark.parametrize("call", WORKS)
def test_it_works(set_up: Desk, call: str) -> None:
    outputs = set_up.run(call)
    assert set_up.status == "ok", outputs[-1]


@pytest.mark.parametrize("call", REFUSED)
def test_it_is_refused_in_true_words(set_up: Desk, call: str) -> None:
    error = set_up.run(call)[-1]
    assert REFUSED[call] in error["message"] + error["traceback"]
    assert set_up.status == "error"


def test_the_few_lines_of_a_shell_are_about_the_cells_own_files(set_up: Desk) -> None:
    (listed,) = set_up.run("!mkdir -p deep/er\nopen('note.txt', 'w').close()\n!ls\n!ls deep")
    assert listed["text"].splitlines() == ["deep", "note.txt", "er"]
    (within,) = set_up.run("if True:\n    !ls deep")
    assert within["text"] == "er\n"
