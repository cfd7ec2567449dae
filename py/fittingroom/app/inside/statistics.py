"""What several runs come to together, and how sure a share of right answers is.

References: Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference";
Agarwal et al. 2021, "Deep Reinforcement Learning at the Edge of the Statistical Precipice"
(interquartile mean with bootstrap intervals).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fittingroom.app.records import Band, Interval

Floats = npt.NDArray[np.float64]

Z = 1.959963984540054
"""The normal distribution's quantile of 97.5 %: intervals are of 95 %."""
MANY = 10
"""From so many runs on the interquartile mean stands for them; fewer are told by their median."""
RESAMPLES = 2000
SEED = 0
"""Of the resampling: the same runs give the same interval."""


def wilson(correct: int, samples: int) -> Interval:
    """Return Wilson's 95 % interval of the share of right answers, `correct` of `samples`."""
    share = correct / samples
    centre = (share + Z * Z / (2 * samples)) / (1 + Z * Z / samples)
    spread = math.sqrt(share * (1 - share) / samples + Z * Z / (4 * samples * samples))
    half = Z * spread / (1 + Z * Z / samples)
    # At the very ends rounding would leave a little less than all, or more than nothing.
    return {
        "low": centre - half if correct > 0 else 0.0,
        "high": centre + half if correct < samples else 1.0,
    }


def interquartile_mean(values: Floats) -> Floats:
    """Return the mean of the middle half along the first axis, a quarter cut off at either end."""
    cut = len(values) // 4
    return np.sort(values, axis=0)[cut : len(values) - cut].mean(axis=0)


def bootstrap_interval(values: Floats) -> tuple[Floats, Floats]:
    """Return the 95 % percentile interval of the interquartile mean along the first axis.

    Args:
        values: one row a run; the columns are resampled together.
    """
    draws = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    means = np.stack([interquartile_mean(values[rows]) for rows in draws])
    low, high = np.quantile(means, (0.025, 0.975), axis=0)
    return low, high


def band(curves: Sequence[Sequence[float]]) -> Band:
    """Return what runs with the same settings come to, as far as the shortest of them goes.

    Median, least and most; from `MANY` runs on the interquartile mean with its bootstrap interval.

    Args:
        curves: of each run one number an epoch, or a single result.
    """
    length = min(map(len, curves))
    values = np.array([curve[:length] for curve in curves], np.float64)
    if len(values) < MANY:
        middle, low, high = np.median(values, axis=0), values.min(axis=0), values.max(axis=0)
    else:
        middle, (low, high) = interquartile_mean(values), bootstrap_interval(values)
    return {
        "statistic": "median" if len(values) < MANY else "interquartile mean",
        "runs": len(values),
        "middle": middle.tolist(),
        "low": low.tolist(),
        "high": high.tolist(),
    }
