"""What several runs come to together, against NumPy's and the textbooks' own words for it."""

import math

import numpy as np
import pytest

from fittingroom.app.inside.statistics import band, bootstrap_interval, interquartile_mean, wilson


@pytest.mark.parametrize(("correct", "samples"), [(93, 100), (0, 10), (10, 10), (2741, 3000)])
def test_wilson_s_interval_solves_its_equation(correct: int, samples: int) -> None:
    """Its ends are the shares p at which the observed one is 1.96 standard errors of p away."""
    interval = wilson(correct, samples)
    share = correct / samples
    for end in interval.values():
        assert isinstance(end, float)
        error = math.sqrt(end * (1 - end) / samples)
        assert abs(share - end) == pytest.approx(1.959963984540054 * error, abs=1e-12)
    assert 0 <= interval["low"] <= share <= interval["high"] <= 1


def test_wilson_s_interval_of_a_textbook_case() -> None:
    interval = wilson(81, 263)  # Newcombe 1998, table I
    assert (round(interval["low"], 4), round(interval["high"], 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("runs", [10, 11, 13, 30])
def test_the_interquartile_mean_is_the_trimmed_mean(runs: int) -> None:
    """SciPy's trim_mean(values, 0.25): int(0.25 n) are cut off at either end."""
    values = np.random.default_rng(runs).random((runs, 3))
    cut = int(0.25 * runs)
    expected = np.sort(values, axis=0)[cut : runs - cut].mean(axis=0)
    assert interquartile_mean(values) == pytest.approx(expected, abs=1e-15)
    assert interquartile_mean(np.arange(12.0)) == np.arange(3, 9).mean()


def test_few_runs_are_told_by_their_median() -> None:
    told = band([[0.1, 0.5, 0.9], [0.3, 0.7], [0.2, 0.9, 0.1]])
    assert told["statistic"] == "median"
    assert told["runs"] == 3
    # As far as the shortest goes: those that go on would be another group.
    assert told["middle"] == [0.2, 0.7]
    assert told["low"] == [0.1, 0.5]
    assert told["high"] == [0.3, 0.9]
    assert band([[0.4]]) == {**band([[0.4]]), "middle": [0.4], "low": [0.4], "high": [0.4]}


def test_many_runs_by_the_interquartile_mean_and_a_bootstrap_interval() -> None:
    values = np.random.default_rng(1).normal(0.8, 0.05, (30, 2))
    told = band(values.tolist())
    assert told["statistic"] == "interquartile mean"
    assert told["middle"] == interquartile_mean(values).tolist()
    errors = values.std(axis=0, ddof=1) / math.sqrt(30)
    for low, middle, high, error in zip(
        told["low"], told["middle"], told["high"], errors, strict=True
    ):
        assert low < middle < high
        # The trimmed mean's standard error is near that of the mean.
        assert 2 * 1.2 * error < high - low < 2 * 3 * error
    assert band(values.tolist()) == told, "the same runs give the same interval"


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(2)
    rounds = 60
    inside = 0
    for _ in range(rounds):
        low, high = bootstrap_interval(rng.normal(0, 1, (20, 1)))
        inside += bool(low[0] <= 0 <= high[0])
    assert inside >= 0.8 * rounds
