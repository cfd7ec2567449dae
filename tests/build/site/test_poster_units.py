"""The pictures of units in the script of the element: as they were, in seven levels."""

import numpy as np

from sitebuild.site import default_run, poster_units
from sitebuild.tools import paths

SIDE, LEVELS, FIRST = poster_units.SIDE, poster_units.LEVELS, poster_units.FIRST


def decoded(text: str) -> np.ndarray:
    """The levels of the units of a text, as web/embed/units.js reads them."""
    pairs = [divmod(ord(character) - FIRST, 2 * LEVELS + 1) for character in text]
    return np.array(pairs).reshape(-1, SIDE, SIDE) - LEVELS


def test_levels_are_those_of_the_weights_and_noise_is_left_out() -> None:
    half = np.full((SIDE, SIDE), 128, np.uint8)
    half[:14], half[-1, :] = 255, 1
    noise = np.random.default_rng(1).integers(1, 256, (SIDE, SIDE), np.uint8)
    dead = np.full((SIDE, SIDE), 128, np.uint8)
    units = [noise, *[half] * poster_units.MOST, dead]
    shown = decoded(poster_units.coded([unit.tobytes() for unit in units]))
    assert len(shown) == poster_units.MOST
    for unit in shown:
        assert (unit[:14] == LEVELS).all()
        assert (unit[14:-1] == 0).all()
        assert (unit[-1] == -LEVELS).all()


def test_the_script_carries_what_the_default_run_has_learned(dist: object) -> None:
    run = default_run.read(paths.ARTIFACTS / "default-run")
    text = poster_units.coded(run.changes)
    assert text in (paths.DIST / "embed.js").read_text("utf-8")
    shown = decoded(text)
    # Blue and red, in each of them something, and none of it noise alone.
    assert all(len(np.unique(unit)) >= 2 for unit in shown)
    signs = [np.sign(np.frombuffer(unit, np.uint8) - 128.0) for unit in run.changes]
    for unit in np.sign(shown).reshape(len(shown), -1):
        assert max(float((unit[unit != 0] == each[unit != 0]).mean()) for each in signs) == 1
