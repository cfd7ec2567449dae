"""The error for an unknown name."""

from fittingroom import utils


def test_unknown_name() -> None:
    error = utils.unknown_name("fruit", "aple", ["apple", "pear"])
    assert str(error) == (
        "Could not interpret fruit identifier: 'aple'. Did you mean 'apple'? "
        "Expected one of: 'apple', 'pear'."
    )
    assert "Did you mean" not in str(utils.unknown_name("fruit", "xyz", ["apple"]))
