"""Keras scripts that people bring, and beginners' errors: the numbers are of one collection.

A right refusal is true, and names a way. What needs figures is in `tests/e2e/test_cells.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from session.bench import Bench
from session.cases import Case, CaseBench

ELSEWHERE = "Keras has it, but it is not here: run it where Keras itself is installed"

CASES = [
    Case(
        "A1 versions are compared",
        "from packaging import version\n"
        "import tensorflow as tf\n"
        "print(version.parse(tf.__version__) >= version.parse('2.8'))\n"
        "print(tuple(int(n) for n in keras.__version__.split('.')[:2]), float(tf.__version__[:3]))",
        ("True\n(3, 15) 2.2",),
    ),
    Case(
        "A3 an array in a list",
        "m = ready(); m.fit([X], [y], verbose=0)\n"
        "print(m.predict([X], verbose=0).shape, len(m.evaluate([X], [y], verbose=0)))",
        ("(60, 3) 2",),
    ),
    Case(
        "A4 names of weights",
        "m = net()\n"
        "print([(w.name, tuple(w.shape)) for w in m.weights])\n"
        "print(m.layers[0].variables[0].name, float(m.weights[1].numpy().mean()),"
        " m.layers[0].kernel.name, m.weights[0].path)",
        ("[('kernel', (6, 5)), ('bias', (5,)), ('kernel', (5, 3)), ('bias', (3,))]",
         "kernel 0.0 kernel sequential/dense/kernel"),
    ),
    Case(
        "A5 metrics as functions",
        "m = ready(metrics=[keras.metrics.sparse_categorical_accuracy])\n"
        "print(sorted(m.fit(X, y, verbose=0).history))\n"
        "print(keras.metrics.get('sparse_categorical_accuracy'))\n"
        "print(keras.metrics.mean_squared_error([0., 1.], [1., 1.]))",
        ("['loss', 'sparse_categorical_accuracy']", "[1. 0.]"),
    ),
    Case(
        "A6 short names of tf.keras",
        "import tensorflow as tf\n"
        "from tensorflow.keras import backend as K\n"
        "print(tf.keras.losses.mae([[1.]], [[2.]]), tf.losses.MeanSquaredError()([1.], [2.]))\n"
        "print(tf.optimizers.Adam())\n"
        "def rmse(t, p): return K.sqrt(K.mean(K.square(p - t)))\n"
        "m = tf.keras.Sequential([tf.keras.layers.Dense(1)])\n"
        "m.compile('sgd', tf.keras.losses.mae, metrics=[rmse])\n"
        "h = m.fit(np.ones((4, 2)), np.ones(4), verbose=0)\n"
        "print(sorted(h.history), K.get_value(m.optimizer.learning_rate))",
        (
            "tf.Tensor([1.], shape=(1,), dtype=float32) tf.Tensor(1.0, shape=(), dtype=float32)",
            "['loss', 'rmse'] 0.01",
        ),
    ),
    Case("A6 but not of Keras", "keras.losses.mae([[1.]], [[2.]])",
         ("keras.losses.mean_absolute_error",), "AttributeError"),
    Case(
        "A7 a folder that a callback wrote",
        "import os\n"
        "cb = keras.callbacks.ModelCheckpoint('t/cp-{epoch:02d}.weights.h5',"
        " save_weights_only=True)\n"
        "m = ready(); m.fit(X, y, epochs=3, verbose=0, callbacks=[cb]); m.save('my.keras')\n"
        "m.load_weights('t/cp-03.weights.h5'); keras.models.load_model('my.keras')\n"
        "print('loaded'); os.listdir('t')",
        ("loaded", "cp-03.weights.h5"),
    ),
    Case("A8 a line for IPython", "%%time\nimport keras\nprint('trained')",
         ("%%time is not needed here", "trained")),
    Case("A8 an install of what is here", "!pip install keras -q\nready().fit(X, y, verbose=0);",
         ("what it installs is here already",)),
    Case("A8 a board", "%load_ext tensorboard\n%tensorboard --logdir logs\nprint(1)",
         ("not needed", "drawn with Matplotlib", "1")),
    Case("A8 a shell", "!rm -r runs", ("there is no shell in this page",), "SyntaxError"),
    Case(
        "A9 steps_per_epoch",
        "m = ready()\n"
        "m.fit(X, y, batch_size=10, epochs=2, steps_per_epoch=3, verbose=2)\n"
        "m.fit(X, y, validation_data=(X, y), validation_steps=1, verbose=0)\n"
        "m.evaluate(X, y, steps=2, verbose=0); m.predict(X, steps=1, verbose=0)\n"
        "print(int(m.optimizer.iterations))",
        ("Epoch 1/2\n3/3", "Epoch 2/2\n3/3", "8"),
    ),
    Case(
        "A9 the data run out",
        "ready().fit(X, y, batch_size=10, epochs=3, steps_per_epoch=4, verbose=0)\nprint('on')",
        ("Your input ran out of data", "on"), warns=True,
    ),
    Case(
        "A10 one loss in a list",
        "h = ready(loss=['sparse_categorical_crossentropy'], metrics=[['accuracy']])"
        ".fit(X, y, verbose=0)\nprint(sorted(h.history))",
        ("['accuracy', 'loss']",),
    ),
    Case("A10 one metric without a list", "ready(metrics='accuracy')",
         ("to be a list, such as metrics=['accuracy']",), "ValueError"),
    Case(
        "A12 layers of a loaded model",
        "m = ready(); m.fit(X, y, verbose=0); m.save('a.keras')\n"
        "a = keras.models.load_model('a.keras')\n"
        "b = keras.Sequential(a.layers[:-1]); b.add(layers.Dense(1, activation='sigmoid'))\n"
        "for l in b.layers[:-1]: l.trainable = False\n"
        "before = b.layers[0].get_weights()[0].copy()\n"
        "b.compile(keras.optimizers.SGD(0.001), 'binary_crossentropy', metrics=['accuracy'])\n"
        "b.fit(X, y == 0, epochs=2, verbose=0, validation_data=(X, y == 0)); b.summary()\n"
        "print((b.layers[0].get_weights()[0] == before).all(),"
        " (a.layers[0].get_weights()[0] == before).all())",
        ("Trainable params: 6 (24.00 B)", "Non-trainable params: 35 (140.00 B)", "True True"),
    ),
    *(
        Case(f"A14 {name}", f"ready(optimizer={name!r})", (ELSEWHERE,), "ValueError")
        for name in ("muon", "adafactor")
    ),
    *(
        Case(f"A14 {name}", f"layers.Dense(3, activation={name!r})", (ELSEWHERE,), "ValueError")
        for name in ("glu", "sparsemax")
    ),
    *(
        Case(f"A14 {name}", f"ready(loss={name!r})", (ELSEWHERE,), "ValueError")
        for name in ("dice", "tversky", "circle", "ctc")
    ),
    Case("A14 IoU", "ready(metrics=['MeanIoU']).fit(X, y, verbose=0)", (ELSEWHERE,), "ValueError"),
    Case(
        "A14 names that are here",
        "inner = [layers.Dense(5, 'swish'), layers.BatchNormalization(), layers.Dense(4, 'gelu')]\n"
        "m = keras.Sequential([keras.Input((6,)), *inner, layers.Dense(3, 'softmax')])\n"
        "m.compile('nadam', 'kl_divergence', metrics=['AUC', 'mape', keras.metrics.hinge])\n"
        "h = m.fit(X, np.eye(3)[y], verbose=0).history; print(sorted(h))",
        ("['AUC', 'hinge', 'loss', 'mape']",),
    ),
    Case(
        "A15 an import nobody uses",
        "from keras.models import Sequential, Model\n"
        "from keras.layers import Dense, Dropout, LSTM, Conv2D\n"
        "print(Sequential([Dense(1)]))",
        ("Not in this page: keras.layers.LSTM, keras.layers.Conv2D", "<Sequential"),
    ),
    Case("A15 and one that is used", "from keras.layers import Conv2D\nConv2D(8, 3)",
         ("keras.layers.Conv2D is not in this page",), "ImportError"),
    Case("A15 packages", "import pandas as pd\nimport seaborn as sns",
         ("pandas", "Also imported by this cell and not here: seaborn"), "ModuleNotFoundError"),
    Case(
        "A16 softmax over one unit",
        "m = net(1, 'softmax')\n"
        "m.compile('adam', 'binary_crossentropy', metrics=['accuracy'])\n"
        "m.fit(X, y == 0, epochs=2, verbose=0); print(m.predict(X[:2], verbose=0).tolist())",
        ("Did you mean to use a sigmoid instead?", "[[1.0], [1.0]]"), warns=True,
    ),
    Case(
        "A7 what was written can be looked at",
        "import os\n"
        "cb = keras.callbacks.ModelCheckpoint('t/cp-{epoch:02d}.weights.h5',"
        " save_weights_only=True)\n"
        "m = ready()\n"
        "m.fit(X, y, epochs=3, verbose=0, callbacks=[cb, keras.callbacks.CSVLogger('log.csv')])\n"
        "m.save('my.keras'); np.savez('w.npz', *m.get_weights())\n"
        "there, size = os.path.exists('my.keras'), os.path.getsize('my.keras')\n"
        "print(sorted(os.listdir('t')), there, size > 0)\n"
        "m.load_weights(os.path.join('t', sorted(os.listdir('t'))[-1]))\n"
        "with open('log.csv') as log: print(log.readline().strip())\n"
        "with np.load('w.npz') as kept: print(len(kept.files))",
        ("['cp-01.weights.h5', 'cp-02.weights.h5', 'cp-03.weights.h5'] True True",
         "epoch,accuracy,loss", "4"),
    ),
    Case(
        "A17 a function of one's own as activation",
        "for own in (keras.ops.relu, lambda t: keras.ops.maximum(t, 0), 'relu'):\n"
        "    keras.utils.set_random_seed(1)\n"
        "    m = keras.Sequential([keras.Input((6,)), layers.Dense(5, activation=own),"
        " layers.Dense(3, 'softmax')])\n"
        "    m.compile('adam', 'sparse_categorical_crossentropy')\n"
        "    print(round(m.fit(X, y, verbose=0).history['loss'][0], 5))",
        ("1.", "1.", "1."),
    ),
    Case("A17 an operation as activation",
         "print(layers.Dense(3, activation=keras.ops.relu).activation)", ("relu",)),
    Case(
        "A20 a callback that looks at the model",
        "keras.utils.set_random_seed(1); plain = ready().fit(X, y, epochs=3, verbose=0).history\n"
        "class Watch(keras.callbacks.Callback):\n"
        "    def on_epoch_end(self, epoch, logs):\n"
        "        p = self.model.predict(X[:1], verbose=0)\n"
        "        l, a = self.model.evaluate(X, y, verbose=0)\n"
        "        print('epoch', epoch, p.shape)\n"
        "keras.utils.set_random_seed(1)\n"
        "h = ready().fit(X, y, epochs=3, verbose=0, callbacks=[Watch()])\n"
        "print(h.history == plain)",
        ("epoch 0 (1, 3)", "epoch 1 (1, 3)", "epoch 2 (1, 3)", "True"),
    ),
    Case("A21 TensorBoard",
         "log = keras.callbacks.TensorBoard(log_dir='logs', histogram_freq=1)\n"
         "h = ready().fit(X, y, epochs=2, verbose=0, callbacks=[log]); print(h.epoch)",
         ("TensorBoard is taken and writes nothing", "[0, 1]")),
    Case(
        "A22 a schedule that returns a tensor",
        "import tensorflow as tf\n"
        "ready().fit(X, y, epochs=3, verbose=0, callbacks=["
        "keras.callbacks.LearningRateScheduler(lambda e, lr: lr * tf.math.exp(-0.1))])",
        ("should be a float", "Put float(...) around"), "ValueError",
    ),
    Case(
        "A22 a schedule that returns a whole number",
        "ready().fit(X, y, verbose=0,"
        " callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 1)])",
        ("should be a float", "Got: 1"), "ValueError",
    ),
    Case(
        "A23 a schedule and a callback that sets the rate",
        "rate = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)\n"
        "m = ready(optimizer=keras.optimizers.Adam(rate))\n"
        "m.fit(X, y, epochs=3, verbose=0, callbacks=["
        "keras.callbacks.ReduceLROnPlateau(monitor='loss', patience=0, min_delta=9)])",
        ("created with a `LearningRateSchedule` object", "float `learning_rate`"), "TypeError",
    ),
    Case("A24 sklearn", "from sklearn.metrics import confusion_matrix",
         ("tf.math.confusion_matrix",), "ModuleNotFoundError"),
    Case("A24 pandas", "import pandas as pd", ("history.history",), "ModuleNotFoundError"),
    Case("A24 seaborn", "import seaborn as sns", ("plt.imshow",), "ModuleNotFoundError"),
    Case("A25 a bare number", "keras.Input(shape=4)", ("tuple of positive whole",), "ValueError"),
    Case("A25 layers that are called", "layers.Dense(3)(keras.Input(shape=(4,)))",
         ("<KerasTensor shape=(None, 3)",)),
    Case("A25 Model", "from keras import Model\nModel(1, 2)",
         ("a = keras.Input((4,)); b = layers.Dense(1)(a); keras.Model(a, b)",), "ValueError"),
    Case(
        "A25 wide and deep",
        "a, b = keras.Input((2,)), keras.Input((6,))\n"
        "out = layers.Dense(3, 'softmax')(layers.concatenate([a, layers.Dense(5)(b)]))\n"
        "m = keras.Model([a, b], out)\n"
        "m.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])\n"
        "m.fit([X[:, :2], X], y, verbose=0); m.predict([X[:, :2], X], verbose=0).shape",
        ("(60, 3)",),
    ),
    Case("A26 GradientTape", "import tensorflow as tf\nwith tf.GradientTape() as tape: pass",
         ("model.train_on_batch(x, y)",), "AttributeError"),
    Case(
        "A27 best weights without an early stop",
        "es = keras.callbacks.EarlyStopping(monitor='val_loss', patience=99,"
        " restore_best_weights=True)\n"
        "m = ready(optimizer=keras.optimizers.SGD(5.0))\n"
        "h = m.fit(X, y, epochs=8, verbose=0, callbacks=[es], validation_data=(X, y))\n"
        "print(es.stopped_epoch, np.argmin(h.history['val_loss']) == es.best_epoch)\n"
        "print(np.isclose(m.evaluate(X, y, verbose=0)[0], min(h.history['val_loss'])))",
        ("0 True\nTrue",),
    ),
    Case(
        "A28 fit twice",
        "m = ready(); h1 = m.fit(X, y, epochs=2, verbose=0)\n"
        "h2 = m.fit(X, y, epochs=4, initial_epoch=2, verbose=0)\n"
        "print(h1.epoch, h2.epoch, len(h2.history['loss']), h1 is m.history,"
        " int(m.optimizer.iterations))",
        ("[0, 1] [2, 3] 2 False 8",),
    ),
    Case("A29 labels from 1", "ready().fit(X, y + 1)", ("labels from 1 to 3", "y - 1"),
         "ValueError"),
    Case("A29 negative labels", "ready().fit(X, y - 1)", ("labels from -1 to 1", "y + 1"),
         "ValueError"),
    Case("A29 labels as text", "ready().fit(X, y.astype(str))", ("y.astype(float)",), "ValueError"),
    Case("A29 fractions", "ready().fit(X, y * 1.5)", ("whole numbers", "1.5"), "ValueError"),
    Case("A29 a bad label that only validates", "ready().fit(X, y, validation_data=(X, y + 1))",
         ("labels from 1 to 3",), "ValueError"),
    Case(
        "A31 lists of lists",
        "x = [[0, 0], [0, 1], [1, 0], [1, 1]]; t = [0, 1, 1, 0]\n"
        "m = keras.Sequential([layers.Dense(8, activation='tanh', input_dim=2),"
        " layers.Dense(1, activation='sigmoid')])\n"
        "m.compile('adam', 'bce', metrics=['accuracy'])\n"
        "m.fit(x, t, epochs=2, batch_size=1, validation_split=0.2, verbose=2)\n"
        "print(m.predict(x, verbose=0).shape)",
        ("input_dim= still works", "3/3", "val_loss", "(4, 1)"),
    ),
    Case(
        "A32 a hundred layers",
        "m = keras.Sequential([keras.Input((6,))])\n"
        "for _ in range(100):\n"
        "    m.add(layers.Dense(100, 'selu', kernel_initializer='lecun_normal'))\n"
        "m.add(layers.Dense(3, 'softmax')); m.summary()\n"
        "m.compile('sgd', 'sparse_categorical_crossentropy'); m.fit(X, y, verbose=0)\n"
        "m.save('a.keras'); print(len(m.get_weights()))",
        ("dense_100 (Dense)", "202"),
    ),
    Case(
        "A33 acc",
        "for given in ('acc', 'accuracy', keras.metrics.SparseCategoricalAccuracy(name='acc')):\n"
        "    h = ready(metrics=[given]).fit(X, y, verbose=0, validation_split=0.2)\n"
        "    print(sorted(h.history))",
        ("['acc', 'loss', 'val_acc', 'val_loss']",
         "['accuracy', 'loss', 'val_accuracy', 'val_loss']",
         "['acc', 'loss', 'val_acc', 'val_loss']"),
    ),
    Case("A33 a wrong key", "ready().fit(X, y, verbose=0).history['acc']",
         ("Today's key is 'accuracy'",), "KeyError"),
    Case("A34 predict_classes of one unit", "net(1, 'sigmoid').predict_classes(X)",
         ("argmax(axis=1)", "(model.predict(x) > 0.5).astype(int)"), "AttributeError"),
    Case("A34 predict_proba", "ready().predict_proba(X)", ("Today: model.predict(x)",),
         "AttributeError"),
    Case("A34 fit_generator", "ready().fit_generator(None)", ("Today: model.fit(x, y)",),
         "AttributeError"),
    Case("A35 my own table", "np.loadtxt('pima.csv', delimiter=',')", ("Bring a file",),
         "FileNotFoundError"),
    Case("A35 a table from an address", "keras.utils.get_file('a', 'b')", ("io.StringIO",),
         "AttributeError"),
    Case("A35 pasted", "import io\nnp.loadtxt(io.StringIO('1,2\\n3,4'), delimiter=',').shape",
         ("(2, 2)",)),
    Case(
        "A36 weights of classes and samples",
        "m = ready(loss='categorical_crossentropy')\n"
        "m.fit(X, Y, class_weight={0: 1., 1: 5.}, verbose=0)\n"
        "m.fit(X, Y, sample_weight=np.ones((60, 1)), validation_data=[X, Y, np.ones(60)],"
        " verbose=0)\n"
        "for w in ({0: 'a'}, {'0': 1.}, np.ones(3), 'balanced'):\n"
        "    try: m.fit(X, Y, class_weight=w, verbose=0); print('taken:', w)\n"
        "    except Exception as e: print(type(e).__name__, e)",
        ("could not convert", "text as keys, ['0']", "taken: {'0': 1.0}", "to be a dict",
         "Received: class_weight='balanced'"), warns=True,
    ),
    Case(
        "A37 names of what evaluate gives",
        "m = ready(); print(m.metrics_names)\n"
        "print(sorted(m.evaluate(X, y, verbose=0, return_dict=True)))",
        ("['loss', 'compile_metrics']", "['accuracy', 'loss']"),
    ),
    Case(
        "A40 copies",
        "import copy, json, pickle\n"
        "m = ready(); h = m.fit(X, y, verbose=0, epochs=np.int64(2)); json.dumps(h.history)\n"
        "for other in (copy.deepcopy(m), pickle.loads(pickle.dumps(m))):\n"
        "    print((other.predict(X, verbose=0) == m.predict(X, verbose=0)).all())\n"
        "m.optimizer.get_config()['name']",
        ("True\nTrue", "'adam'"),
    ),
    Case("A40 a narrow summary", "ready().summary(line_length=40)", ("Total params: 53",)),
    Case("A40 symbols", "ready().input", ("<KerasTensor shape=(None, 6)",)),
    Case("A40 a layer's output",
         "m = ready(); keras.Model(m.inputs, m.layers[0].output).predict(X, verbose=0).shape",
         ("(60, 5)",)),
    Case("A40 features", "m = net()\nkeras.Sequential(m.layers[:1]).predict(X, verbose=0).shape",
         ("(60, 5)",)),
    Case("A40 a layer too many", "ready().get_layer(index=9)", ("only has 2 layers",),
         "ValueError"),
    *(
        Case(f"a misspelled import: {name}", f"import {name}", (f"Did you mean {meant}?",),
             "ModuleNotFoundError")
        for name, meant in {
            "kears": "keras",
            "numpi": "numpy",
            "tenserflow": "tensorflow",
        }.items()
    ),
    Case("the History is no list", "float(ready().fit(X, y, verbose=0))",
         ('history.history["loss"]',), "TypeError"),
    Case("the History is no dictionary", "ready().fit(X, y, verbose=0)['loss']",
         ('history.history["loss"]',), "TypeError"),
    Case("layers without a list", "keras.Sequential(layers.Dense(3), layers.Dense(4))",
         ("go into one list",), "TypeError"),
    Case("nb_epoch", "ready().fit(X, y, nb_epoch=2)", ("Today: epochs=",), "TypeError"),
    Case("labels that are words", "keras.utils.to_categorical(['a', 'b'])",
         ("names.index(label)",), "ValueError"),
    Case("a number in quotes", "layers.Dropout('0.2')", ("leave the quotes out",), "TypeError"),
    Case("a misspelled monitor",
         "ready().fit(X, y, validation_split=.2, verbose=0,"
         " callbacks=[keras.callbacks.EarlyStopping(monitor='val_los')])",
         ("Did you mean 'val_loss'?",), "ValueError"),
    Case("pictures for a flat network",
         "m = keras.Sequential([keras.Input((784,)), layers.Dense(3)])\n"
         "m.compile('adam', 'mse'); m.predict(np.zeros((2, 28, 28)))",
         ("keras.Input((28, 28)) and layers.Flatten()",), "ValueError"),
    Case("rows for a network of pictures",
         "m = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(3)])\n"
         "m.compile('adam', 'mse'); m.predict(np.zeros((2, 784)))",
         ("x = x.reshape((2, 28, 28))",), "ValueError"),
    Case("A40 verbose=True", "ready().fit(X, y, verbose=True);", ("2/2",)),
    Case("A40 batch_size=0", "ready().fit(X, y, batch_size=0)", ("at least 1",), "ValueError"),
    Case("A40 validation_split=1", "ready().fit(X, y, validation_split=1)", ("a fraction",),
         "ValueError"),
    Case("A40 no samples", "ready().predict(X[:0])", ("at least one sample",), "ValueError"),
    Case(
        "Flatten without a shape, after normalize",
        "xs = keras.utils.normalize(X.reshape(60, 2, 3), axis=1)\n"
        "m = keras.models.Sequential()\n"
        "m.add(layers.Flatten()); m.add(layers.Dense(5, activation='relu'))\n"
        "m.add(layers.Dense(3, activation='softmax'))\n"
        "m.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])\n"
        "m.fit(xs, y, epochs=2, verbose=0); m.predict([xs], verbose=0).shape",
        ("(60, 3)",),
    ),
    Case(
        "Monte Carlo dropout",
        "class Always(layers.Dropout):\n"
        "    def call(self, inputs, training=None):\n"
        "        return super().call(inputs, training=True)\n"
        "m = keras.Sequential([keras.Input((6,)), layers.Dense(50), Always(0.5)])\n"
        "(m.predict(X, verbose=0) == m.predict(X, verbose=0)).all()",
        ("np.False_",),
    ),
    Case("a constant that is changed", "import tensorflow as tf\ntf.constant([1, 2])[0] = 5",
         ("tf.Variable",), "TypeError"),
    Case("a kernel before its time", "layers.Dense(3).kernel", ("must build the layer",),
         "AttributeError"),
]  # fmt: skip


@pytest.fixture(scope="module")
def cases(dist: Path) -> Iterator[CaseBench]:
    return CaseBench(Bench(dist / "data"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(cases: CaseBench, case: Case) -> None:
    cases.check(case)
