"""The digits as a data set of the Lab; and that clothes give what they always gave."""

from typing import Any

from session.bench import Bench

RECIPE: dict[str, Any] = {"data": "digits", "classes": 10, "samples": 300, "epochs": 1}


def test_a_run_on_digits_names_them(bench: Bench) -> None:
    end = bench.fit(**RECIPE)
    assert end["reason"] == "completed"
    begun = bench.told("run-begin")[-1]
    assert begun["class_names"] == list("0123456789")
    assert begun["test_samples"] == 75
    assert bench.brought == ["digits.bin"]
    answer = bench.ask("answer", recipe=RECIPE, pixels=[0] * 784)["value"]
    assert answer["class_names"] == list("0123456789")


def test_the_whole_set_is_4000_and_1000(bench: Bench) -> None:
    described = bench.ask("describe", recipe={**RECIPE, "samples": 4000})["value"]
    assert described["test_samples"] == 1000
    assert described["download_bytes"] > 100_000
    whole = {**RECIPE, "samples": 4000}
    shown = bench.ask("images", recipe=whole, part="test", start=999, count=2)["value"]
    assert (shown["total"], len(shown["images"])) == (1000, 1)


def test_without_data_it_is_clothes_with_the_fingerprint_of_always(bench: Bench) -> None:
    old = bench.fit(1, classes=3, samples=600, epochs=2, backend="numpy")
    new = bench.fit(2, data="fashion", classes=3, samples=600, epochs=2, backend="numpy")
    assert old["fingerprint"] == new["fingerprint"]
