"""Keras's configuration."""

from fittingroom import config


def test_how_keras_is_set_up() -> None:
    assert config.backend() == "numpy"
    assert config.epsilon() == 1e-7
    assert config.floatx() == "float32"
    assert config.image_data_format() == "channels_last"
