"""How near the matrix product comes to what processor and browser can do: share of the ceiling.

The two large products of 784-128-10 at batch 32, on dense numbers and on real pictures, half of
which is zero; real ones count the operations of the full product, whether it did them or not.
"""

from bench.chromium import opened, profile
from bench.results import Results, take_turns
from bench.setting import Setting

SECTION = "kernels"
WHAT = "the two large products against registers alone"
CEILING = "multiply and add on registers alone"
NAMES = {
    ("dense", "forward"): "32x784 @ 784x128, dense",
    ("dense", "gradient"): "(32x784).T @ 32x128, dense",
    ("real", "forward"): "32x784 @ 784x128, real pictures",
    ("real", "gradient"): "(32x784).T @ 32x128, real pictures",
}
TOLERANCE = 1e-3
"""Largest error of a sum of 784 float32 products of numbers up to 1."""


def measure(setting: Setting, results: Results) -> None:
    """Take turns in one page."""
    with profile(setting.playwright) as context:
        page = opened(context, f"{setting.server.url}kernels/", "window.kernelBench")

        def keep(who: str, expression: str) -> None:
            rate = page.evaluate(f"kernelBench.{expression}")
            results.of(SECTION, WHAT, who, "GFLOP/s", CEILING).values.append(rate)

        results.of(SECTION, WHAT, CEILING, "GFLOP/s", CEILING)
        turns = {CEILING: lambda: keep(CEILING, "measureCeiling()")}
        for (data, which), who in NAMES.items():
            checked = page.evaluate(f"kernelBench.check('{data}', '{which}')")
            if not checked["error"] < TOLERANCE:
                raise RuntimeError(f"{who}: wrong by {checked['error']}")
            expression = f"measure('{data}', '{which}')"
            turns[who] = lambda who=who, expression=expression: keep(who, expression)
            note = f"{100 * checked['zeros']:.0f} % zeros"
            results.of(SECTION, WHAT, who, "GFLOP/s", CEILING).note = note

        def give_up(who: str, why: str) -> None:
            results.of(SECTION, WHAT, who, "GFLOP/s", CEILING).note = f"not measured: {why}"

        take_turns(3 if setting.quick else 15, turns, give_up)
