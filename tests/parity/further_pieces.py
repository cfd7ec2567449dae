"""What Keras has for vectors beyond the common names: values, gradients through training, configs.

`k` is `keras` or `fittingroom`.
Each function returns plain data.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from parity import data
from parity.running import short

ACTIVATIONS = (
    *("celu", "gelu", "hard_shrink", "hard_silu", "hard_swish", "hard_tanh", "log_sigmoid"),
    *("log_softmax", "mish", "silu", "soft_shrink", "sparse_plus", "sparse_sigmoid"),
    *("squareplus", "swish", "tanh_shrink", "elu", "leaky_relu", "selu", "softplus", "softsign"),
)
LOSSES: dict[str, Any] = {
    "mean_absolute_percentage_error": "row",
    "mean_squared_logarithmic_error": "row",
    "huber": "row",
    "log_cosh": "row",
    "poisson": "row",
    "kl_divergence": "row",
    "cosine_similarity": "row",
    "hinge": "one_hot",
    "squared_hinge": "one_hot",
    "categorical_hinge": "one_hot",
    "binary_focal_crossentropy": "one_hot",
    "categorical_focal_crossentropy": "one_hot",
}
CLASSES = (
    *("MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Huber", "LogCosh"),
    *("Poisson", "KLDivergence", "CosineSimilarity", "Hinge", "SquaredHinge"),
    *("CategoricalHinge", "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy"),
)
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "Adadelta": {"learning_rate": 0.5},
    "Adagrad": {"learning_rate": 0.1},
    "Adamax": {"learning_rate": 0.05},
    "Ftrl": {"learning_rate": 0.1, "l1_regularization_strength": 0.01, "beta": 0.1},
    "Lamb": {"learning_rate": 0.05},
    "Lion": {"learning_rate": 0.01},
    "Nadam": {"learning_rate": 0.05},
}


def row_labels() -> Any:
    """`(60, 3)` float32 from 0.1 to 1, rows that sum to 1."""
    rows = data.draws("rows", (data.SAMPLES, 3), 0.1, 1.0)
    return rows / rows.sum(axis=1, keepdims=True)


def config(thing: Any) -> Any:
    """A configuration without what is of Keras's own policies."""
    others = ("dtype", "quantization_config")
    given = {key: value for key, value in thing.get_config().items() if key not in others}
    return plain(given)


def plain(value: Any) -> Any:
    """Plain JSON data of a configuration: objects by class and arguments that say something."""
    if isinstance(value, dict) and "class_name" in value:
        inner = {key: each for key, each in value["config"].items() if each is not None}
        return [value["class_name"], plain(inner)]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return float(value) if isinstance(value, np.floating) else value


def trained(k: Any, inner: list[Any], loss: Any, y: Any, optimizer: Any = "sgd") -> Any:
    """What three epochs make of a network with given layers in it."""
    k.utils.clear_session()
    made = k.Sequential([k.Input((6,)), *inner])
    shapes = [w.shape for w in made.get_weights()]
    start = data.start("further", shapes)
    for place, weight in enumerate(made.weights):
        if "variance" in weight.path:
            start[place] = np.abs(start[place]) + np.float32(0.5)
    made.set_weights(start)
    made.compile(optimizer, loss)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        history = made.fit(data.samples(), y, epochs=3, batch_size=16, shuffle=False, verbose=0)
    return [
        list(map(float, history.history["loss"])),
        [short(weight) for weight in made.get_weights()],
        [weight.name for weight in made.weights],
        len(made.trainable_weights),
        short(made.predict(data.samples()[:4], verbose=0)),
    ]


def further_activations(k: Any) -> Any:
    x = data.draws("activations", (4, 5), -4.0, 4.0)
    named = {name: short(np.array(k.activations.get(name)(x))) for name in ACTIVATIONS}
    of = k.activations
    return [
        named,
        short(np.array(of.leaky_relu(x, negative_slope=0.1))),
        short(np.array(of.relu(x, negative_slope=0.1, max_value=2.0, threshold=0.5))),
        short(np.array(of.relu(x, max_value=2.0))),
        short(np.array(of.elu(x, alpha=0.5))),
        short(np.array(of.celu(x, alpha=0.5))),
        short(np.array(of.gelu(x, approximate=True))),
        short(np.array(of.threshold(x, 0.5, -1.0))),
    ]


def training_through_activations(k: Any) -> Any:
    told: dict[str, Any] = {}
    for name in ACTIVATIONS:
        layers = [k.layers.Dense(5, activation=name), k.layers.Dense(3)]
        told[name] = trained(k, layers, "mse", row_labels())
    return told


def activation_of_ones_own(k: Any) -> Any:
    def bent(x: Any) -> Any:
        return k.ops.where(x > 0, x * k.ops.sigmoid(x), 0.1 * x + k.ops.square(x))

    layers = [k.layers.Dense(5, activation=bent), k.layers.Dense(3, activation=lambda x: x * 2.0)]
    return trained(k, layers, "mse", row_labels())


def further_layers(k: Any) -> dict[str, Callable[[], Any]]:
    of = k.layers
    return {
        "BatchNormalization": lambda: of.BatchNormalization(momentum=0.7),
        "BatchNormalization without": lambda: of.BatchNormalization(scale=False, epsilon=0.01),
        "BatchNormalization rules": lambda: of.BatchNormalization(
            gamma_regularizer="l2", beta_constraint="non_neg", center=True
        ),
        "LayerNormalization": lambda: of.LayerNormalization(),
        "LayerNormalization without": lambda: of.LayerNormalization(center=False, epsilon=0.1),
        "Normalization": lambda: of.Normalization(mean=0.4, variance=0.3),
        "LeakyReLU": lambda: of.LeakyReLU(negative_slope=0.2),
        "PReLU": lambda: of.PReLU(alpha_regularizer="l1"),
        "ELU": lambda: of.ELU(alpha=0.5),
        "ReLU": lambda: of.ReLU(max_value=0.5, negative_slope=0.1, threshold=0.05),
        "GaussianNoise": lambda: of.GaussianNoise(0.0),
    }


def training_through_layers(k: Any) -> Any:
    told: dict[str, Any] = {}
    for name, make in further_layers(k).items():
        inner = [k.layers.Dense(5), make(), k.layers.Dense(3, activation="softmax")]
        told[name] = trained(k, inner, "categorical_crossentropy", data.labels("one_hot"))
    frozen = k.layers.BatchNormalization(trainable=False)
    inner = [k.layers.Dense(5), frozen, k.layers.Dense(3)]
    told["frozen"] = trained(k, inner, "mse", row_labels())
    return told


def configurations_of_layers(k: Any) -> Any:
    k.utils.clear_session()
    told = {name: config(make()) for name, make in further_layers(k).items()}
    of = k.constraints
    rules = (of.MaxNorm(3), of.NonNeg(), of.UnitNorm(axis=1), of.MinMaxNorm(0.5, 1.5, 0.9))
    told["constraints"] = [[type(rule).__name__, config(rule)] for rule in rules]
    told["dense"] = config(k.layers.Dense(3, kernel_constraint="max_norm"))
    return told


def adapted(k: Any) -> Any:
    k.utils.clear_session()
    x = data.samples()
    layer = k.layers.Normalization()
    layer.adapt(x)
    over_all = k.layers.Normalization(axis=None)
    over_all.adapt(x)
    made = k.Sequential([k.Input((6,)), layer, k.layers.Dense(3)])
    made.compile("sgd", "mse")
    back = k.layers.Normalization(mean=[0.5] * 6, variance=[2.0] * 6, invert=True)
    return [
        [short(weight) for weight in layer.get_weights()],
        short(layer(x[:3])),
        short(over_all(x[:3])),
        short(back(x[:3])),
        [weight.name for weight in made.weights],
        made.count_params(),
    ]


def constraints_on_training(k: Any) -> Any:
    of = k.constraints
    rules = {
        "max_norm": "max_norm",
        "MaxNorm": of.MaxNorm(0.7),
        "NonNeg": of.NonNeg(),
        "unit_norm": "unit_norm",
        "MinMaxNorm": of.MinMaxNorm(0.2, 0.5, rate=0.5),
    }
    return {
        name: trained(
            k,
            [k.layers.Dense(5, kernel_constraint=rule), k.layers.Dense(3, bias_constraint=rule)],
            "mse",
            row_labels(),
            k.optimizers.SGD(0.2),
        )
        for name, rule in rules.items()
        if name != "none"
    }


def further_losses(k: Any) -> Any:
    q = data.draws("q", (8, 3), 0.05, 1.0)
    told: dict[str, Any] = {}
    for name, kind in LOSSES.items():
        y = row_labels()[:8] if kind == "row" else data.labels(kind)[:8]
        share = 100 if "percentage" in name else 1
        told[name] = short(np.asarray(getattr(k.losses, name)(y, q)) / share)
    for name in CLASSES:
        loss = getattr(k.losses, name)()
        told[name] = [float(loss(data.labels("one_hot")[:8], q)), config(loss)]
    y = data.labels("one_hot")[:8]
    of = k.losses
    told["options"] = [
        float(of.Huber(delta=0.2)(y, q)),
        float(of.BinaryFocalCrossentropy(apply_class_balancing=True, gamma=1.5)(y, q)),
        float(of.BinaryFocalCrossentropy(from_logits=True, label_smoothing=0.1)(y, q)),
        float(of.CategoricalFocalCrossentropy(from_logits=True, alpha=0.5)(y, q)),
        short(of.KLDivergence(reduction=None)(y, q)),
    ]
    return told


def training_through_losses(k: Any) -> Any:
    told: dict[str, Any] = {}
    for name, kind in LOSSES.items():
        y = row_labels() if kind == "row" else data.labels(kind)
        last = "linear" if "hinge" in name or name in ("huber", "log_cosh") else "softmax"
        # Of a softmax Keras on TensorFlow takes the logits for those of a sigmoid.
        last = "sigmoid" if name.startswith("binary") else last
        inner = [k.layers.Dense(5, activation="tanh"), k.layers.Dense(3, activation=last)]
        told[name] = trained(k, inner, name, y)
    inner = [k.layers.Dense(5, activation="tanh"), k.layers.Dense(3)]
    logits = k.losses.CategoricalFocalCrossentropy(from_logits=True)
    told["logits"] = trained(k, inner, logits, data.labels("one_hot"))
    return told


def further_metrics(k: Any) -> Any:
    """Two batches by hand, one with weights; then once more after a reset."""
    q = data.draws("metrics", (12, 3), 0.05, 0.95)
    rows, each = data.labels("one_hot")[:12], data.sample_weight()[:12]
    of, told = k.metrics, {}
    made = (
        *(of.AUC(), of.AUC(curve="PR", name="pr"), of.AUC(curve="PRGAIN", name="gain")),
        of.AUC(num_thresholds=20, summation_method="majoring", name="majoring"),
        of.AUC(curve="PR", summation_method="minoring", name="minoring"),
        of.AUC(multi_label=True, label_weights=[0.5, 1.0, 2.0], name="labels"),
        of.AUC(thresholds=[0.2, 0.4, 0.7], name="own thresholds"),
        *(of.F1Score(), of.F1Score(average="macro", name="macro"), of.FBetaScore(beta=2.0)),
        *(of.F1Score(average="micro", name="micro"), of.F1Score(average="weighted", name="w")),
        of.F1Score(threshold=0.4, name="threshold"),
        *(of.R2Score(), of.R2Score(class_aggregation=None, name="each")),
        *(of.R2Score("variance_weighted_average", num_regressors=2, name="adjusted"),),
        *(of.TruePositives(), of.FalsePositives(), of.TrueNegatives(), of.FalseNegatives()),
        of.TruePositives(thresholds=[0.7, 0.3], name="several"),
        *(of.Precision(thresholds=[0.3, 0.6], name="p2"), of.Recall(top_k=1, name="top")),
        *(of.Precision(top_k=2, class_id=1, name="top2"), of.PrecisionAtRecall(0.6)),
        *(of.RecallAtPrecision(0.4), of.SensitivityAtSpecificity(0.5, num_thresholds=50)),
        *(of.SpecificityAtSensitivity(0.5), of.CategoricalHinge(), of.CosineSimilarity()),
        *(of.Hinge(), of.SquaredHinge(), of.KLDivergence(), of.LogCoshError(), of.Poisson()),
        *(of.MeanAbsolutePercentageError(), of.MeanSquaredLogarithmicError()),
        *(of.PearsonCorrelation(), of.ConcordanceCorrelation()),
    )
    k.utils.clear_session()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, metric in enumerate(made):
            of_numbers = ("orrelation", "Percentage")
            y = rows
            if any(word in type(metric).__name__ for word in of_numbers):
                y = q[::-1].copy() * np.float32(100)
            metric.update_state(y[:7], q[:7])
            metric.update_state(y[7:], q[7:], sample_weight=each[7:])
            first = short(metric.result())
            metric.reset_state()
            again = short(metric(y, q))
            told[f"{number} {type(metric).__name__}"] = [first, again]
    return told


def configurations_of_metrics(k: Any) -> Any:
    of = k.metrics
    made = (
        of.AUC(name="a", thresholds=[0.3, 0.6], curve="PR"),
        of.F1Score(average="macro"),
        of.FBetaScore(beta=2.0, threshold=0.3),
        of.R2Score(num_regressors=1),
        of.Precision(name="p", top_k=2, thresholds=[0.2, 0.7]),
        of.PrecisionAtRecall(0.5, name="pr"),
        of.SensitivityAtSpecificity(0.5, name="ss"),
        of.TruePositives(name="tp", thresholds=[0.2]),
        *(of.CosineSimilarity(), of.PearsonCorrelation(), of.LogCoshError(), of.Hinge()),
    )
    return [[type(metric).__name__, config(metric)] for metric in made]


def names_of_metrics_in_training(k: Any) -> Any:
    k.utils.clear_session()
    made = k.Sequential([k.Input((6,)), k.layers.Dense(3, activation="softmax")])
    made.set_weights(data.start("names", [w.shape for w in made.get_weights()]))
    names = ["auc", "AUC", "f1_score", "msle", "kl_divergence", "cosine_similarity", "hinge"]
    of = k.losses
    functions = [k.metrics.binary_accuracy, of.mean_squared_logarithmic_error]
    made.compile("sgd", "huber", metrics=[*names, *functions, k.metrics.AUC(name="mine")])
    given = {"verbose": 0, "shuffle": False, "validation_split": 0.25}
    history = made.fit(data.samples(), data.labels("one_hot"), **given).history
    return {
        key: np.ravel(np.asarray(values, "float64")).tolist()
        for key, values in history.items()
    }  # fmt: skip


def further_optimizers(k: Any) -> Any:
    told: dict[str, Any] = {}
    for name, options in OPTIMIZERS.items():
        optimizer = getattr(k.optimizers, name)(**options)
        inner = [k.layers.Dense(5, activation="tanh"), k.layers.Dense(3)]
        told[name] = trained(k, inner, "mse", row_labels(), optimizer)
        k.utils.clear_session()
        told[f"{name} config"] = config(getattr(k.optimizers, name)(weight_decay=0.01))
        clipped = getattr(k.optimizers, name)(**options, clipnorm=0.1)
        inner = [k.layers.Dense(4, activation="relu"), k.layers.Dense(3)]
        told[f"{name} clipped"] = trained(k, inner, "mse", row_labels(), clipped)
    return told


PIECES: dict[str, Callable[[Any], Any]] = {
    piece.__name__.replace("_", " "): piece
    for piece in (
        *(further_activations, training_through_activations, activation_of_ones_own),
        *(training_through_layers, configurations_of_layers, adapted, constraints_on_training),
        *(further_losses, training_through_losses, further_metrics, configurations_of_metrics),
        *(names_of_metrics_in_training, further_optimizers),
    )
}
