"""Initializers: distributions, seeds, names, configuration."""

import math
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, initializers, layers

SHAPE = (300, 200)
ALL = [
    initializers.Zeros(),
    initializers.Ones(),
    initializers.Constant(2.5),
    initializers.RandomNormal(1.0, 0.5, seed=3),
    initializers.RandomUniform(-1.0, 2.0, seed=3),
    initializers.TruncatedNormal(0.5, 2.0, seed=3),
    initializers.VarianceScaling(0.5, "fan_out", "untruncated_normal", seed=3),
    initializers.VarianceScaling(2.0, "fan_avg", "normal", seed=3),
    initializers.GlorotUniform(seed=3),
    initializers.GlorotNormal(seed=3),
    initializers.HeUniform(seed=3),
    initializers.HeNormal(seed=3),
    initializers.LecunUniform(seed=3),
    initializers.LecunNormal(seed=3),
    initializers.Identity(2.0),
    initializers.Orthogonal(seed=3),
]


def test_glorot_uniform_stays_within_its_limit() -> None:
    draws = initializers.GlorotUniform()((784, 116), rng=np.random.default_rng(0))
    limit = np.sqrt(6 / 900)
    assert draws.shape == (784, 116)
    assert draws.dtype == np.float32
    assert -limit <= draws.min() < -0.999 * limit
    assert 0.999 * limit < draws.max() < limit
    assert abs(draws.mean()) < limit / 100
    assert draws.std() == pytest.approx(limit / np.sqrt(3), rel=0.01)


def test_glorot_uniform_draws_what_it_always_drew() -> None:
    # A recipe's fingerprint hangs on every bit of these.
    draws = initializers.GlorotUniform()((3, 2), rng=np.random.default_rng(7))
    assert draws.tobytes().hex() == "6c88793ff4528c3ee899ce3ed2c85e3f98a52f3e8e9f1a3f"


# Fan-in 300, fan-out 200: what the variance is, and where the values end.
@pytest.mark.parametrize(
    ("initializer", "variance", "limit"),
    [
        (initializers.GlorotUniform, 2 / 500, math.sqrt(6 / 500)),
        (initializers.GlorotNormal, 2 / 500, 2 * math.sqrt(2 / 500) / 0.8796),
        (initializers.HeUniform, 2 / 300, math.sqrt(6 / 300)),
        (initializers.HeNormal, 2 / 300, 2 * math.sqrt(2 / 300) / 0.8796),
        (initializers.LecunUniform, 1 / 300, math.sqrt(3 / 300)),
        (initializers.LecunNormal, 1 / 300, 2 * math.sqrt(1 / 300) / 0.8796),
        (initializers.RandomUniform, 0.1**2 / 12, 0.05),
        (initializers.TruncatedNormal, (0.05 * 0.8796) ** 2, 0.1),
        (initializers.RandomNormal, 0.05**2, None),
        (initializers.VarianceScaling, 1 / 300, 2 * math.sqrt(1 / 300) / 0.8796),
    ],
)
def test_distribution(initializer: Any, variance: float, limit: float | None) -> None:
    draws = initializer(seed=1)(SHAPE, "float64")
    assert abs(draws.mean()) < 0.02 * math.sqrt(variance)
    assert draws.var() == pytest.approx(variance, rel=0.02)
    largest = np.abs(draws).max()
    if limit is None:
        assert largest > 3.5 * math.sqrt(variance)
    else:
        assert 0.99 * limit < largest <= limit * 1.0001


def test_mean_and_ends() -> None:
    uniform = initializers.RandomUniform(1.0, 3.0, seed=0)(SHAPE)
    assert 1 <= uniform.min() < 1.001 < 2.999 < uniform.max() < 3
    assert initializers.RandomNormal(5.0, 0.1, seed=0)(SHAPE).mean() == pytest.approx(5, abs=0.01)
    fan_out = initializers.VarianceScaling(3.0, "fan_out", "uniform", seed=0)(SHAPE)
    assert np.abs(fan_out).max() == pytest.approx(math.sqrt(9 / 200), rel=0.01)
    axes = initializers.VarianceScaling(3.0, "fan_in", "uniform", 0, [1], [0])(SHAPE)
    assert np.abs(axes).max() == pytest.approx(math.sqrt(9 / 200), rel=0.01)
    vector = initializers.VarianceScaling(3.0, distribution="uniform", seed=0)((900,))
    assert np.abs(vector).max() == pytest.approx(0.1, rel=0.01)
    kernel = initializers.HeUniform(seed=0)((3, 3, 10, 50))  # 90 inputs
    assert np.abs(kernel).max() == pytest.approx(math.sqrt(6 / 90), rel=0.01)


def test_a_seed_of_its_own_draws_the_same_twice() -> None:
    first, second = (initializers.GlorotUniform(seed=4)((3, 2)) for _ in range(2))
    assert (first == second).all()
    assert (first != initializers.GlorotUniform(seed=5)((3, 2))).any()
    with pytest.raises(ValueError, match=r"should be an integer, or None\. Received: seed='a'"):
        initializers.RandomNormal(seed="a")  # type: ignore[arg-type]


def test_constants() -> None:
    assert initializers.Zeros()((2,)).tolist() == [0, 0]
    assert initializers.Ones()((2,), "float64").dtype == np.float64
    assert initializers.Constant(0.5)((1, 2)).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize("initializer", ALL, ids=repr)
def test_configuration_there_and_back(initializer: initializers.Initializer) -> None:
    config = initializers.serialize(initializer)
    assert config["module"] == "keras.initializers"
    again = initializers.get(config)
    assert type(again) is type(initializer)
    assert repr(again) == repr(initializer) == repr(initializer.clone())
    assert (again(SHAPE) == initializer(SHAPE)).all()


def test_configurations_are_keras_s() -> None:
    axes = {"input_axes": None, "output_axes": None}
    assert initializers.HeNormal().get_config() == {"seed": None, **axes}
    assert initializers.VarianceScaling().get_config() == {
        "seed": None, "scale": 1.0, "mode": "fan_in", "distribution": "truncated_normal", **axes,
    }  # fmt: skip
    assert initializers.RandomNormal().get_config() == {"seed": None, "mean": 0.0, "stddev": 0.05}


@pytest.mark.parametrize("initializer", ALL, ids=repr)
def test_get_by_name(initializer: initializers.Initializer) -> None:
    cls = type(initializer)
    assert type(initializers.get(cls.__name__)) is cls
    assert type(initializers.get(cls)) is cls
    assert initializers.get(initializer) is initializer


def test_small_names_are_the_classes_themselves() -> None:
    for initializer in ALL:
        cls = type(initializer)
        small = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__)[1:]
        assert getattr(initializers, small) is cls
        assert type(initializers.get(small)) is cls


def test_matrices() -> None:
    assert initializers.Identity(2.0)((2, 3)).tolist() == [[2, 0, 0], [0, 2, 0]]
    for shape in ((6, 4), (4, 6), (2, 3, 4)):
        drawn = initializers.Orthogonal(0.5, seed=0)(shape, "float64").reshape(-1, shape[-1])
        product = drawn @ drawn.T if len(drawn) < drawn.shape[1] else drawn.T @ drawn
        np.testing.assert_allclose(product, 0.25 * np.eye(4), atol=1e-12)
    with pytest.raises(ValueError, match="only be used for 2D matrices"):
        initializers.Identity()((3,))
    with pytest.raises(ValueError, match="at least two-dimensional"):
        initializers.Orthogonal()((3,))


def test_get() -> None:
    assert isinstance(initializers.get("he_normal"), initializers.HeNormal)
    assert isinstance(initializers.get("random_uniform"), initializers.RandomUniform)
    with pytest.raises(ValueError, match="Did you mean 'zeros'"):
        initializers.get("zeroes")
    with pytest.raises(ValueError, match="initializer identifier: 3"):
        initializers.get(3)


def test_initializers_of_one_s_own() -> None:
    class Twos(initializers.Initializer):
        def __call__(self, shape: tuple[int, ...], dtype: str | None = None) -> Any:
            return np.full(shape, 2.0, dtype)

    for given in (Twos(), Twos, lambda shape, dtype=None: np.full(shape, 2.0), np.full((2, 3), 2)):
        layer = layers.Dense(3, kernel_initializer=given)
        layer.build((None, 2))
        assert layer.kernel.tolist() == [[2, 2, 2], [2, 2, 2]]
        assert layer.kernel.dtype == np.float32
    wrong = layers.Dense(3, kernel_initializer=lambda shape, dtype=None: np.ones(2))
    with pytest.raises(ValueError, match=r"array of shape \(2, 3\). Received: shape=\(2,\)"):
        wrong.build((None, 2))
    with pytest.raises(NotImplementedError, match="__call__"):
        initializers.Initializer()((2,))


def test_layers_of_a_model_draw_on_from_its_stream() -> None:
    model = Sequential(
        [
            layers.Dense(4, kernel_initializer="he_normal", input_shape=(4,)),
            layers.Dense(4, kernel_initializer="he_normal"),
        ]
    )
    first, _, second, _ = model.get_weights()
    assert (first != second).any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"scale": 0}, "must be positive float. Received: scale=0"),
        ({"mode": "fan"}, "Invalid `mode` argument: fan"),
        ({"distribution": "even"}, "Invalid `distribution` argument: even"),
    ],
)
def test_wrong_scaling(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        initializers.VarianceScaling(**arguments)
