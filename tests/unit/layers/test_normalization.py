"""Normalizations: moving averages, adapt, what is kept and saved."""

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, saving

RNG = np.random.default_rng(0)
X = RNG.normal(3.0, 2.0, (40, 4)).astype("float32")


def test_batches_are_normalized_while_training_and_by_averages_afterwards() -> None:
    layer = layers.BatchNormalization(momentum=0.5)
    trained = layer(X, training=True)
    np.testing.assert_allclose(trained.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(trained.std(axis=0), 1, atol=1e-3)
    np.testing.assert_allclose(layer.moving_mean, X.mean(axis=0) / 2, rtol=1e-5)
    np.testing.assert_allclose(layer.moving_variance, X.var(axis=0) / 2 + 0.5, rtol=1e-5)
    mean, variance = np.array(layer.moving_mean), np.array(layer.moving_variance)
    np.testing.assert_allclose(layer(X), (X - mean) / np.sqrt(variance + 1e-3), rtol=1e-4)


def test_frozen_it_leaves_its_averages_alone() -> None:
    model = Sequential([Input((4,)), layers.BatchNormalization(), layers.Dense(1)])
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    model.fit(X, X[:, :1], verbose=0)
    assert np.array(model.layers[0].moving_mean).tolist() == [0.0] * 4
    assert [weight.name for weight in model.trainable_weights] == ["kernel", "bias"]


def test_averages_are_weights_that_no_step_changes() -> None:
    model = Sequential([Input((4,)), layers.Dense(3), layers.BatchNormalization()])
    names = [weight.name for weight in model.weights]
    assert names == ["kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance"]
    assert [w.name for w in model.non_trainable_weights] == ["moving_mean", "moving_variance"]
    assert [w.trainable for w in model.layers[1].weights] == [True, True, False, False]
    assert model.count_params() == 15 + 12
    model.compile("adam", "mse")
    model.fit(X, X[:, :3], verbose=0)
    before = model.get_weights()
    model.save("m.keras")
    again = saving.load_model("m.keras")
    for one, other in zip(before, again.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    model.set_weights([weight * 0 for weight in before])
    model.load_weights("m.keras")
    np.testing.assert_array_equal(model.predict(X, verbose=0), again.predict(X, verbose=0))


def test_adapt() -> None:
    layer = layers.Normalization()
    layer.adapt(X)
    np.testing.assert_allclose(layer(X).mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(layer(X).std(axis=0), 1, atol=1e-5)
    assert layer.mean is not None
    assert layer.mean.shape == (1, 4)
    column = layers.Normalization(input_shape=[1], axis=None)
    column.adapt(X[:, 0])
    np.testing.assert_allclose(column(X[:, :1]).std(), 1, atol=1e-5)
    model = Sequential([Input((4,)), layer, layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, X[:, :1], verbose=0)
    np.testing.assert_allclose(layer.mean[0], X.mean(axis=0), rtol=1e-5)
    model.save("m.keras")
    again = saving.load_model("m.keras")
    np.testing.assert_array_equal(model.predict(X, verbose=0), again.predict(X, verbose=0))
    with pytest.raises(ValueError, match="incompatible shape"):
        layer.adapt(X[:, :2])
    with pytest.raises(TypeError, match="array of numbers"):
        layers.Normalization().adapt(["a"])


def test_given_numbers() -> None:
    layer = layers.Normalization(mean=[1.0, 2.0, 3.0, 4.0], variance=[4.0] * 4)
    np.testing.assert_allclose(layer(X), (X - [1, 2, 3, 4]) / 2, rtol=1e-5)
    back = layers.Normalization(mean=1.0, variance=4.0, invert=True)
    np.testing.assert_allclose(back([[1.0]]), [[3.0]])
    for wrong in ({"mean": 1.0}, {"mean": [1.0], "variance": 2.0}):
        with pytest.raises(ValueError, match="must"):
            layers.Normalization(**wrong)
    with pytest.raises(ValueError, match="nothing to do"):
        layer.adapt(X)


def test_other_axes_are_refused() -> None:
    for made in (layers.BatchNormalization(axis=1), layers.LayerNormalization(axis=[0])):
        with pytest.raises(ValueError, match=r"along the last axis, axis=-1"):
            made(np.zeros((2, 3, 4)))
    with pytest.raises(ValueError, match="`renorm`"):
        layers.BatchNormalization(renorm=True)
    with pytest.raises(TypeError, match="Expected an int or a list"):
        layers.LayerNormalization(axis="last")


def test_noise_comes_while_training_alone() -> None:
    layer = layers.GaussianNoise(0.5, seed=3)
    x = np.zeros((100, 100), "float32")
    assert not layer(x).any()
    noisy = np.array(layer(x, training=True))
    assert abs(noisy.mean()) < 0.02
    assert abs(noisy.std() - 0.5) < 0.02
    again = layers.GaussianNoise.from_config(layer.get_config())
    np.testing.assert_array_equal(again(x, training=True), noisy)
    with pytest.raises(ValueError, match="between 0 and 1"):
        layers.GaussianNoise(1.5)


def test_old_name_of_a_slope() -> None:
    with pytest.warns(UserWarning, match="`alpha` is deprecated"):
        assert layers.LeakyReLU(alpha=0.1).negative_slope == 0.1
    with pytest.raises(ValueError, match="negative_slope"):
        layers.LeakyReLU(-1.0)
    with pytest.raises(ValueError, match="max_value"):
        layers.ReLU(max_value=-1.0)
