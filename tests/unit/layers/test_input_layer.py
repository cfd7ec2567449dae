"""`Input`: the declared shape of one sample."""

import pytest

from fittingroom import Input, layers


@pytest.mark.parametrize("shape", [784, (), (0,), (2.5,), "784", (None, 3)])
def test_bad_input_shape(shape: object) -> None:
    with pytest.raises(ValueError, match=r"such as \(784,\)"):
        Input(shape)  # type: ignore[arg-type]


def test_input_dim_is_an_input_shape() -> None:
    assert layers.Dense(3, input_dim=4).input_shape_argument == (4,)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "must pass a `shape`"),
        ({"shape": (2,), "batch_shape": (None, 2)}, "both `shape` and `batch_shape`"),
        ({"batch_size": 2, "batch_shape": (None, 2)}, "both `batch_size` and `batch_shape`"),
    ],
)
def test_input_refuses(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Input(**arguments)  # pyright: ignore[reportArgumentType]


def test_input_by_other_names() -> None:
    assert Input(batch_shape=(None, 2, 3)).shape == (None, 2, 3)
    with pytest.warns(UserWarning, match="`input_shape` is deprecated"):
        assert layers.InputLayer(input_shape=(4,)).batch_shape == (None, 4)
