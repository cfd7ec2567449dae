"""Fingerprints agree exactly when every number of a History does."""

import math

from fittingroom.app.fingerprint import fingerprint

HISTORY = {"loss": [0.5, 0.25], "accuracy": [0.75, 1.0]}


def test_the_order_of_keys_does_not_count() -> None:
    assert fingerprint(HISTORY) == fingerprint(dict(reversed(HISTORY.items())))


def test_the_last_bit_of_a_number_counts() -> None:
    nudged = HISTORY | {"loss": [0.5, math.nextafter(0.25, 1.0)]}
    assert fingerprint(nudged) != fingerprint(HISTORY)


def test_the_number_of_epochs_counts() -> None:
    assert fingerprint({"loss": [0.5]}) != fingerprint({"loss": [0.5, 0.5]})


def test_it_has_twelve_hexadecimal_digits_and_stays_as_it_is() -> None:
    assert fingerprint(HISTORY) == "9a0a32f7ddc3"
