"""Seeds, and the generators they start."""

import numpy as np
import pytest

from fittingroom import random, utils


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "a", None])
def test_bad_seed(seed: object) -> None:
    with pytest.raises(ValueError, match=r"from 0 to 4294967295\. Received: seed="):
        utils.set_random_seed(seed)  # type: ignore[arg-type]


def test_seed_restarts_numpy_s_and_python_s_draws_too() -> None:
    import random as python_random

    draws = []
    for _ in range(2):
        utils.set_random_seed(3)
        generator = random.new_generator()
        draws.append((generator.random(), np.random.random(), python_random.random()))
    assert draws[0] == draws[1]


def test_generators_are_independent() -> None:
    first, second = random.new_generator(), random.new_generator()
    assert first.random() != second.random()
