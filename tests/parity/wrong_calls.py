"""Calls that Keras refuses, written as a student would: this package must refuse them too.

`k` is `keras` or `fittingroom`. Each function is one wrong call, all lines
before its last one right. What they raise is compared by type; `OTHER_TYPES` says where it
differs.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

Call = Callable[[Any], object]

X = np.linspace(0, 1, 60 * 6).reshape(60, 6).astype("float32")
IMAGES = np.linspace(0, 1, 60 * 28 * 28).reshape(60, 28, 28).astype("float32")
NUMBERS = np.arange(60) % 3
ONE_HOT = np.eye(3, dtype="float32")[NUMBERS]

OTHER_TYPES = {
    # Python's own exception for an argument that a signature does not have, or lacks.
    "evaluate with epochs": "TypeError",
    # Keras stumbles there over what is missing; here the value is looked at first.
    "fit without anything": "TypeError",
    "predict nothing": "ValueError",
    "predict none of the samples": "ValueError",
    "pop from nothing": "ValueError",
    "callback as text": "ValueError",
    "callback as class": "ValueError",
    "class weight as list": "TypeError",
    # Keras leaves the labels to TensorFlow, whose InvalidArgumentError comes from its kernel.
    "number beyond the classes": "ValueError",
    "negative number": "ValueError",
}
"""What is raised here instead of Keras's exception, and why."""


def raised(k: Any, call: Call) -> str:
    """Name of the exception's type, or `nothing`."""
    k.utils.clear_session()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call(k)
        except Exception as error:
            return type(error).__name__
    return "nothing"


def model(k: Any, loss: Any = "categorical_crossentropy", units: int = 3) -> Any:
    """A network for `X`, right in every way."""
    layers = [k.layers.Dense(5, activation="relu"), k.layers.Dense(units, activation="softmax")]
    made = k.Sequential([k.Input((6,)), *layers])
    made.compile("adam", loss, metrics=["accuracy"])
    return made


def fit(k: Any, x: Any = X, y: Any = ONE_HOT, **arguments: Any) -> Any:
    return model(k).fit(x, y, **{"verbose": 0, **arguments})


def input_after_input_shape(k: Any) -> object:
    made = k.Sequential([k.layers.Dense(3, input_shape=(6,))])
    return made.add(k.Input((6,)))


def too_few_weights(k: Any) -> object:
    made = model(k)
    return made.set_weights(made.get_weights()[:-1])


def weights_of_another_layer(k: Any) -> object:
    made = model(k)
    return made.layers[0].set_weights(made.layers[1].get_weights())


def metric_misspelt(k: Any) -> object:
    made = model(k)
    made.compile("adam", "categorical_crossentropy", metrics=["accurracy"])
    return made.fit(X, ONE_HOT, verbose=0)


def fit_without_layers(k: Any) -> object:
    made = k.Sequential()
    made.compile("adam", "categorical_crossentropy")
    return made.fit(X, ONE_HOT, verbose=0)


def images_through_dense_alone(k: Any) -> object:
    layers = [k.layers.Dense(5, activation="relu"), k.layers.Dense(3, activation="softmax")]
    made = k.Sequential([k.Input((28, 28)), *layers])
    made.compile("adam", "categorical_crossentropy")
    return made.fit(IMAGES, ONE_HOT, verbose=0)


def predict_one_image_alone(k: Any) -> object:
    made = k.Sequential([k.layers.Flatten(input_shape=(28, 28)), k.layers.Dense(3)])
    return made.predict(IMAGES[0], verbose=0)


def labels_of_text(k: Any) -> object:
    names = np.array(["shirt", "shoe", "bag"])[NUMBERS]
    return model(k, "sparse_categorical_crossentropy").fit(X, names, verbose=0)


def callback_that_fails(k: Any) -> object:
    class Failing(k.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            raise ZeroDivisionError

    return fit(k, callbacks=[Failing()])


def rate_set_beside_a_schedule(k: Any) -> object:
    made = model(k)
    rate = k.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    made.compile(k.optimizers.SGD(rate), "categorical_crossentropy")
    made.optimizer.learning_rate = 0.5
    return made


def scheduler_beside_a_schedule(k: Any) -> object:
    made = model(k)
    rate = k.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    made.compile(k.optimizers.SGD(rate), "categorical_crossentropy")
    scheduler = k.callbacks.LearningRateScheduler(lambda epoch: 0.1)
    return made.fit(X, ONE_HOT, verbose=0, callbacks=[scheduler])


def input_left_out(k: Any) -> object:
    start, other = k.Input((6,)), k.Input((6,))
    return k.Model(start, k.layers.Add()([start, other]))


def one_array_for_two_inputs(k: Any) -> object:
    start, other = k.Input((6,)), k.Input((6,))
    made = k.Model([start, other], k.layers.Add()([start, other]))
    return made.predict([X], verbose=0)


def metrics_for_one_of_two_outputs(k: Any) -> object:
    start = k.Input((6,))
    made = k.Model(start, [k.layers.Dense(1)(start), k.layers.Dense(1)(start)])
    made.compile("sgd", "mse", metrics=["mae"])
    return made.fit(X, [X[:, :1], X[:, :1]], verbose=0)


CALLS: dict[str, Call] = {
    # Layers
    "negative units": lambda k: k.layers.Dense(-3),
    "no units": lambda k: k.layers.Dense(0),
    "units as text": lambda k: k.layers.Dense("ten"),
    "units as fraction": lambda k: k.layers.Dense(2.5),
    "units forgotten": lambda k: k.layers.Dense(),
    "activation misspelt": lambda k: k.layers.Dense(3, activation="rellu"),
    "activation as number": lambda k: k.layers.Dense(3, activation=3),
    "unknown argument of dense": lambda k: k.layers.Dense(3, neurons=3),
    "initializer misspelt": lambda k: k.layers.Dense(3, kernel_initializer="glorot"),
    "input shape as text": lambda k: k.Sequential([k.layers.Dense(3, input_shape="six")]),
    "input as text": lambda k: k.Input("six"),
    "negative input": lambda k: k.Input((-6,)),
    "input without shape": lambda k: k.Input(),
    # Putting layers together
    "add text": lambda k: k.Sequential().add("Dense"),
    "add class": lambda k: k.Sequential().add(k.layers.Flatten),
    "add number": lambda k: k.Sequential([k.Input((6,)), 10]),
    "add activation function": lambda k: k.Sequential([k.layers.Dense(3), k.activations.relu]),
    "same name twice": lambda k: k.Sequential(
        [k.layers.Dense(3, name="one"), k.layers.Dense(3, name="one")]
    ),
    "input in the middle": lambda k: k.Sequential(
        [k.Input((6,)), k.layers.Dense(3), k.Input((3,))]
    ),
    "input after input shape": input_after_input_shape,
    "pop from nothing": lambda k: k.Sequential().pop(),
    "build of nothing": lambda k: k.Sequential().build((None, 6)),
    "count params of an unbuilt layer": lambda k: k.layers.Dense(3).count_params(),
    "count params of an unbuilt model": lambda k: k.Sequential([k.layers.Dense(3)]).count_params(),
    "too few weights": too_few_weights,
    "weights of another model": lambda k: model(k).set_weights(model(k, units=4).get_weights()),
    "weights of another layer": weights_of_another_layer,
    "layer called with other features": lambda k: model(k).layers[0](np.zeros((2, 7), "float32")),
    "model called with other features": lambda k: model(k)(np.zeros((2, 7), "float32")),
    # compile
    "optimizer misspelt": lambda k: model(k).compile("adm", "categorical_crossentropy"),
    "loss misspelt": lambda k: model(k, "categorical_crossentropi").fit(X, ONE_HOT, verbose=0),
    "metric as text": lambda k: model(k).compile(
        "adam", "categorical_crossentropy", metrics="accuracy"
    ),
    "metric misspelt": metric_misspelt,
    "optimizer as number": lambda k: model(k).compile(0.001, "categorical_crossentropy"),
    "learning rate as text": lambda k: k.optimizers.Adam(learning_rate="fast"),
    "old name of the learning rate": lambda k: k.optimizers.Adam(lr=0.01),
    "momentum above one": lambda k: k.optimizers.SGD(momentum=1.5),
    # Training before its time
    "fit without compile": lambda k: k.Sequential([k.layers.Dense(3)]).fit(X, ONE_HOT, verbose=0),
    "evaluate without compile": lambda k: k.Sequential([k.layers.Dense(3)]).evaluate(
        X, ONE_HOT, verbose=0
    ),
    "fit without layers": fit_without_layers,
    "predict without layers": lambda k: k.Sequential().predict(X, verbose=0),
    # Data that does not fit
    "fit without labels": lambda k: model(k).fit(X, verbose=0),
    "fit without anything": lambda k: model(k).fit(verbose=0),
    "more samples than labels": lambda k: fit(k, X, ONE_HOT[:50]),
    "more labels than samples": lambda k: model(k).evaluate(X[:50], ONE_HOT, verbose=0),
    "images without flatten": lambda k: fit(k, IMAGES),
    "images through dense alone": images_through_dense_alone,
    "other features": lambda k: fit(k, X[:, :5]),
    "predict other features": lambda k: model(k).predict(np.zeros((4, 7)), verbose=0),
    "predict one sample alone": lambda k: model(k).predict(X[0], verbose=0),
    "predict one image alone": predict_one_image_alone,
    "predict nothing": lambda k: model(k).predict(None, verbose=0),
    "predict none of the samples": lambda k: model(k).predict(X[:0], verbose=0),
    "samples of text": lambda k: fit(k, np.full((60, 6), "shirt")),
    "a text as samples": lambda k: fit(k, "fashion_mnist"),
    "labels of text": labels_of_text,
    # Labels of the wrong form
    "numbers for one hot": lambda k: fit(k, X, NUMBERS),
    "column for one hot": lambda k: fit(k, X, NUMBERS[:, None]),
    "one hot for numbers": lambda k: model(k, "sparse_categorical_crossentropy").fit(
        X, ONE_HOT, verbose=0
    ),
    "too many classes": lambda k: fit(k, X, np.eye(10)[NUMBERS]),
    "too few classes": lambda k: fit(k, X, np.eye(2)[NUMBERS % 2]),
    "number beyond the classes": lambda k: model(k, "sparse_categorical_crossentropy").fit(
        X, NUMBERS + 1, verbose=0
    ),
    "negative number": lambda k: model(k, "sparse_categorical_crossentropy").fit(
        X, NUMBERS - 1, verbose=0
    ),
    "evaluate with numbers for one hot": lambda k: model(k).evaluate(X, NUMBERS, verbose=0),
    "loss of other shapes": lambda k: k.losses.CategoricalCrossentropy()(
        np.eye(3), np.full((3, 4), 0.25)
    ),
    # Arguments of fit
    "split of one": lambda k: fit(k, validation_split=1.0),
    "split of too few": lambda k: fit(k, X[:1], ONE_HOT[:1], validation_split=0.2),
    "split as text": lambda k: fit(k, validation_split="0.2"),
    "validation data of other features": lambda k: fit(k, validation_data=(X[:, :4], ONE_HOT)),
    "validation data of other length": lambda k: fit(k, validation_data=(X, ONE_HOT[:10])),
    "validation data with numbers": lambda k: fit(k, validation_data=(X, NUMBERS)),
    "validation data of four": lambda k: fit(k, validation_data=(X, ONE_HOT, X, ONE_HOT)),
    "negative batch size": lambda k: fit(k, batch_size=-8),
    "batch size as text": lambda k: fit(k, batch_size="32"),
    "batch size as fraction": lambda k: fit(k, batch_size=7.5),
    "epochs as text": lambda k: fit(k, epochs="5"),
    "epochs as fraction": lambda k: fit(k, epochs=2.5),
    "old name of epochs": lambda k: fit(k, nb_epoch=2),
    "callback as text": lambda k: fit(k, callbacks=["EarlyStopping"]),
    "callback as class": lambda k: fit(k, callbacks=[k.callbacks.EarlyStopping]),
    "early stopping that cannot know its direction": lambda k: fit(
        k, epochs=2, callbacks=[k.callbacks.EarlyStopping(monitor="speed")]
    ),
    "callback that fails": callback_that_fails,
    "evaluate with epochs": lambda k: model(k).evaluate(X, ONE_HOT, epochs=2),
    # What is beside models
    "to categorical with too few classes": lambda k: k.utils.to_categorical(
        [0, 1, 5], num_classes=3
    ),
    "to categorical of text": lambda k: k.utils.to_categorical(["shirt", "bag"]),
    "activation get of unknown": lambda k: k.activations.get("swisch"),
    "loss get of unknown": lambda k: k.losses.get("cross"),
    "optimizer get of unknown": lambda k: k.optimizers.get("gradient"),
    "initializer get of unknown": lambda k: k.initializers.get("random"),
    # Rates
    "momentum as text": lambda k: k.optimizers.SGD(momentum="some"),
    "rmsprop with unknown argument": lambda k: k.optimizers.RMSprop(decay_rate=0.9),
    "schedule without steps": lambda k: k.optimizers.schedules.ExponentialDecay(0.1),
    "schedule of too few values": lambda k: k.optimizers.schedules.PiecewiseConstantDecay(
        [3, 6], [0.1, 0.01]
    ),
    "rate set beside a schedule": rate_set_beside_a_schedule,
    "scheduler beside a schedule": scheduler_beside_a_schedule,
    "scheduler that gives text": lambda k: fit(
        k, callbacks=[k.callbacks.LearningRateScheduler(lambda epoch: "fast")]
    ),
    "scheduler without a schedule": lambda k: k.callbacks.LearningRateScheduler(),
    "scheduler of three": lambda k: fit(
        k, callbacks=[k.callbacks.LearningRateScheduler(lambda epoch, rate, more: rate)]
    ),
    "plateau that raises the rate": lambda k: k.callbacks.ReduceLROnPlateau(factor=1.5),
    "callback without its argument": lambda k: k.callbacks.CSVLogger(),
    # Layers that compute, weights, batches
    "dropout of one": lambda k: k.layers.Dropout(1.5),
    "negative dropout": lambda k: k.layers.Dropout(-0.1),
    "activation layer misspelt": lambda k: k.layers.Activation("rellu"),
    "activation layer without one": lambda k: k.layers.Activation(),
    "rescaling without scale": lambda k: k.layers.Rescaling(),
    "regularizer misspelt": lambda k: k.layers.Dense(3, kernel_regularizer="l3"),
    "negative l2": lambda k: k.regularizers.L2(-0.1),
    "l2 as text": lambda k: k.regularizers.L2("small"),
    "get layer by unknown name": lambda k: model(k).get_layer("hidden"),
    "get layer beyond the last": lambda k: model(k).get_layer(index=7),
    "get layer by nothing": lambda k: model(k).get_layer(),
    "both kinds of weights": lambda k: fit(
        k, class_weight={0: 1, 1: 1, 2: 2}, sample_weight=np.ones(60)
    ),
    "sample weights of other length": lambda k: fit(k, sample_weight=np.ones(59)),
    "class weight as list": lambda k: fit(k, class_weight=[1, 1, 2]),
    "sample weights as text": lambda k: fit(k, sample_weight="balanced"),
    "sample weights by class": lambda k: fit(k, sample_weight={0: 1.0}),
    "binary labels of other width": lambda k: model(k, "binary_crossentropy").fit(
        X, NUMBERS, verbose=0
    ),
    "squared error of other width": lambda k: model(k, "mse").fit(X, np.eye(4)[NUMBERS], verbose=0),
    "train on batch without compile": lambda k: k.Sequential(
        [k.Input((6,)), k.layers.Dense(3)]
    ).train_on_batch(X, ONE_HOT),
    "train on batch of other length": lambda k: model(k).train_on_batch(X, ONE_HOT[:3]),
    "test on batch with numbers": lambda k: model(k).test_on_batch(X, NUMBERS),
    "layer from wrong config": lambda k: k.layers.Dense.from_config({"neurons": 3}),
    "model from wrong config": lambda k: k.Sequential.from_config({"layers": 3}),
    "regularizer get of unknown": lambda k: k.regularizers.get("l7"),
    "metric get of unknown": lambda k: k.metrics.get("precisionn"),
    # Beyond the common names
    "slope below zero": lambda k: k.layers.LeakyReLU(negative_slope=-0.1),
    "relu with a negative threshold": lambda k: k.layers.ReLU(threshold=-1.0),
    "noise of two": lambda k: k.layers.GaussianNoise(2.0),
    "normalization with a mean alone": lambda k: k.layers.Normalization(mean=1.0),
    "normalization of other shapes": lambda k: k.layers.Normalization(
        mean=[1.0, 2.0], variance=1.0
    ),
    "layer normalization along text": lambda k: k.layers.LayerNormalization(axis="last"),
    "constraint misspelt": lambda k: k.layers.Dense(3, kernel_constraint="max_nrom"),
    "area under another curve": lambda k: k.metrics.AUC(curve="ROQ"),
    "area of one threshold": lambda k: k.metrics.AUC(num_thresholds=1),
    "score of another average": lambda k: k.metrics.F1Score(average="mean"),
    "score with a whole beta": lambda k: k.metrics.FBetaScore(beta=2),
    "r2 of another average": lambda k: k.metrics.R2Score("mean"),
    "precision at two": lambda k: k.metrics.Precision(thresholds=2.0),
    "recall beyond one": lambda k: k.metrics.PrecisionAtRecall(1.5),
    "lion without momentum": lambda k: k.optimizers.Lion(beta_1=0.0),
    "ftrl with a positive power": lambda k: k.optimizers.Ftrl(learning_rate_power=0.5),
    "nadam with unknown argument": lambda k: k.optimizers.Nadam(rho=0.5),
    "huber reduced otherwise": lambda k: k.losses.Huber(reduction="median"),
    "model of arrays": lambda k: k.Model(X, X),
    "model with an input left out": input_left_out,
    "one array for two inputs": one_array_for_two_inputs,
    "metrics for one of two outputs": metrics_for_one_of_two_outputs,
    "concatenate of other shapes": lambda k: k.layers.Concatenate(axis=1)(
        [k.Input((2, 3)), k.Input((2, 4))]
    ),
    "add of other shapes": lambda k: k.layers.Add()([k.Input((2,)), k.Input((3,))]),
    "subtract of three": lambda k: k.layers.Subtract()([k.Input((2,)) for _ in range(3)]),
    "load of what is not there": lambda k: k.saving.load_model("not_there.keras"),
}
