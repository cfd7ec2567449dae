"""Names of layers and models."""

from fittingroom import Sequential, layers, utils


def test_names_are_numbered_as_in_keras() -> None:
    assert [layers.Dense(1).name for _ in range(3)] == ["dense", "dense_1", "dense_2"]
    assert [Sequential().name, Sequential().name] == ["sequential", "sequential_1"]
    assert utils.auto_name("InputLayer") == "input_layer"
    assert layers.Dense(1, name="mine").name == "mine"
    assert layers.Dense(1).name == "dense_3"
    utils.clear_session()
    assert layers.Dense(1).name == "dense"
