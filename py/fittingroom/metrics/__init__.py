"""Metrics: their public names, and metrics by name."""

from collections.abc import Mapping
from typing import Any

from fittingroom import utils
from fittingroom.backend import Shape
from fittingroom.losses import (
    binary_crossentropy,
    categorical_crossentropy,
    mean_absolute_error,
    mean_squared_error,
    sparse_categorical_crossentropy,
)
from fittingroom.metrics.accuracy_metrics import (
    Accuracy,
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
    binary_accuracy,
    categorical_accuracy,
    sparse_categorical_accuracy,
    sparse_top_k_categorical_accuracy,
    top_k_categorical_accuracy,
)
from fittingroom.metrics.compile_metrics import CompileMetrics
from fittingroom.metrics.metric import Metric
from fittingroom.metrics.reduction_metrics import Mean, MeanMetricWrapper, Sum
from fittingroom.metrics.regression_metrics import (
    MeanAbsoluteError,
    MeanSquaredError,
    RootMeanSquaredError,
)
from fittingroom.utils import lazy_modules

__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "CompileMetrics",
    "Mean",
    "MeanAbsoluteError",
    "MeanMetricWrapper",
    "MeanSquaredError",
    "Metric",
    "RootMeanSquaredError",
    "SparseCategoricalAccuracy",
    "SparseTopKCategoricalAccuracy",
    "Sum",
    "TopKCategoricalAccuracy",
    "binary_accuracy",
    "binary_crossentropy",
    "categorical_accuracy",
    "categorical_crossentropy",
    "check",
    "deserialize",
    "get",
    "get_metric",
    "mean_absolute_error",
    "mean_squared_error",
    "serialize",
    "sparse_categorical_accuracy",
    "sparse_categorical_crossentropy",
    "sparse_top_k_categorical_accuracy",
    "top_k_categorical_accuracy",
]

_SCORES = "F1Score FBetaScore R2Score"
_THRESHOLDS = (
    "AUC FalseNegatives FalsePositives PrecisionAtRecall RecallAtPrecision "
    "SensitivityAtSpecificity SpecificityAtSensitivity TrueNegatives TruePositives"
)
_MEANS = (
    "CategoricalHinge ConcordanceCorrelation CosineSimilarity Hinge KLDivergence LogCoshError "
    "MeanAbsolutePercentageError MeanSquaredLogarithmicError PearsonCorrelation Poisson "
    "SquaredHinge"
)
_LOSSES = (
    "binary_focal_crossentropy categorical_focal_crossentropy categorical_hinge hinge huber "
    "kl_divergence log_cosh mean_absolute_percentage_error mean_squared_logarithmic_error poisson "
    "squared_hinge"
)
__getattr__ = lazy_modules.attach(
    __name__,
    {
        "losses.further_losses": _LOSSES,
        "metrics.confusion_metrics": "Precision Recall",
        "metrics.probabilistic_metrics": "BinaryCrossentropy CategoricalCrossentropy "
        "SparseCategoricalCrossentropy",
        "metrics.further_metrics": f"{_MEANS} concordance_correlation pearson_correlation",
        "metrics.score_metrics": _SCORES,
        "metrics.threshold_metrics": _THRESHOLDS,
    },
)

_CLASSES = (
    *("Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy"),
    *("TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy"),
    *("MeanSquaredError", "MeanAbsoluteError", "RootMeanSquaredError"),
    *("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"),
    *("Precision", "Recall", "Mean", "Sum"),
    *(_SCORES.split() + _THRESHOLDS.split() + _MEANS.split()),
)
_SHORT = {
    **dict.fromkeys(("mse", "MSE"), "MeanSquaredError"),
    **dict.fromkeys(("mae", "MAE"), "MeanAbsoluteError"),
    **dict.fromkeys(("bce", "BCE"), "BinaryCrossentropy"),
    **dict.fromkeys(("mape", "MAPE"), "MeanAbsolutePercentageError"),
    **dict.fromkeys(("msle", "MSLE"), "MeanSquaredLogarithmicError"),
}
_BY_NAME = lazy_modules.Classes(
    __name__,
    {
        **{utils.to_snake_case(name): name for name in _CLASSES},
        **{name: name for name in _CLASSES},
        **_SHORT,
    },
)
_ACCURACY = ("accuracy", "acc")
NAMES = (*_ACCURACY, *(name for name in _BY_NAME if name.islower() and name != "accuracy"))
"""Names that `compile(metrics=[...])` takes."""


def check(identifiers: object, argument: str = "metrics") -> list[Any]:
    """Check what `compile` was given as `metrics`; those with a name are made at `fit`.

    Args:
        argument: what it was given as, for messages.

    Raises:
        ValueError: if it is no list or holds an unknown name.
    """
    if identifiers is None:
        return []
    names = utils.as_list(identifiers)
    if names == [identifiers]:
        raise ValueError(
            f"Expected `{argument}` argument to be a list, such as {argument}=['accuracy']. "
            f"Received: {argument}={identifiers!r}"
        )
    if len(names) == 1:
        names = utils.as_list(names[0])  # a list for each output, of which there is one
    for identifier in names:
        if identifier not in _ACCURACY:
            get(identifier)
    return [_name_of(each) for each in names]


def _name_of(identifier: Any) -> Any:
    """Return the name of a function that is here, which counts and is saved as its metric."""
    module, name = getattr(identifier, "__module__", ""), getattr(identifier, "__name__", "")
    ours = str(module).startswith(("fittingroom.losses.", "fittingroom.metrics."))
    return name if ours and not isinstance(identifier, type) and name in _BY_NAME else identifier


def get(identifier: object) -> Any:
    """Return the metric for a name, a class, a configuration or an instance.

    A function of `(y_true, y_pred)` is returned as it is: it is a metric too.

    Raises:
        ValueError: if it is none of these.

    Reference: https://keras.io/api/metrics/
    """
    if isinstance(identifier, Mapping):
        return deserialize(identifier)  # pyright: ignore[reportUnknownArgumentType]
    found = _BY_NAME.get(identifier) if isinstance(identifier, str) else identifier
    if not callable(found):
        raise utils.unknown_name("metric", identifier, NAMES)
    return found() if isinstance(found, type) else found


def get_metric(identifier: Any, labels_shape: tuple[int, ...], output_shape: Shape) -> Metric:
    """Return the metric that `compile` was given; `"accuracy"` becomes the one for the labels.

    Args:
        labels_shape: `(samples, ...)`; one column or none means class numbers.
        output_shape: `(None, classes)`.
    """
    if isinstance(identifier, str) and identifier in _ACCURACY:
        if output_shape[-1] == 1:
            return BinaryAccuracy(identifier)
        sparse = len(labels_shape) < len(output_shape) or labels_shape[-1] == 1
        return (SparseCategoricalAccuracy if sparse else CategoricalAccuracy)(identifier)
    metric = get(identifier)
    if not isinstance(metric, Metric):
        return MeanMetricWrapper(metric)
    if isinstance(identifier, str):
        metric.name = identifier
    return metric


def serialize(metric: Metric) -> dict[str, Any]:
    """Return the class and configuration of a metric, as plain data."""
    return utils.serialize_object(metric, "keras.metrics")


def deserialize(config: Mapping[str, Any]) -> Metric:
    """Make the metric that `serialize` described.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialize_object("metric", config, _BY_NAME)
