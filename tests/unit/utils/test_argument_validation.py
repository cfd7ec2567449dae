"""The error for an unknown name."""

import pytest

from fittingroom import utils


def test_unknown_name() -> None:
    error = utils.unknown_name("fruit", "aple", ["apple", "pear"])
    assert str(error) == (
        "Could not interpret fruit identifier: 'aple'. Did you mean 'apple'? "
        "Expected one of: 'apple', 'pear'."
    )
    assert "Did you mean" not in str(utils.unknown_name("fruit", "xyz", ["apple"]))


@pytest.mark.parametrize(
    ("kind", "name", "valid"),
    [
        ("optimizer", "muon", ["adam"]),
        ("optimizer", "Adafactor", ["adagrad"]),
        ("activation function", "glu", ["gelu"]),
        ("loss function", "dice", ["mse"]),
        ("loss function", "CategoricalGeneralizedCrossEntropy", ["mae"]),
        ("metric", "MeanIoU", ["mean"]),
    ],
)
def test_right_names_that_are_not_here_are_no_misspellings(
    kind: str, name: str, valid: list[str]
) -> None:
    message = str(utils.unknown_name(kind, name, valid))
    assert "Keras has it, but it is not here" in message
    assert "Did you mean" not in message


def test_capitals_and_underscores_do_not_count() -> None:
    assert utils.nearest("Adam", ["nadam", "adam"]) == "adam"
    assert utils.nearest("MeanSquaredErorr", ["mean_squared_error"]) == "mean_squared_error"
    assert utils.nearest("Adma", ["adamax", "adam"]) == "adam"
    assert utils.nearest("xyz", ["adam"]) is None
