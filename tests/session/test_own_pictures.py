"""What the network says of a picture of the learner's own, and which training pictures are near."""

import numpy as np
import pytest

from session.bench import Bench

RECIPE = {"classes": 3, "samples": 600, "epochs": 2}


def drawing() -> list[int]:
    picture = np.zeros((28, 28), np.uint8)
    picture[14:21, 1:27] = 200
    return picture.ravel().tolist()


def test_before_a_run_the_untrained_network_answers(bench: Bench) -> None:
    answer = bench.ask("answer", recipe=RECIPE, pixels=drawing())["value"]
    assert answer["epoch"] is None
    assert answer["class_names"] == ["t-shirt", "shoe", "dress"]
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-6)
    assert bench.brought == []


def test_the_answer_is_that_of_a_test_picture_with_the_same_pixels(bench: Bench) -> None:
    bench.fit(**RECIPE)
    theirs = bench.ask("trace", index=4)["value"]
    pixels = list(theirs["picture"]["pixels"])
    answer = bench.ask("answer", recipe=RECIPE, pixels=pixels)["value"]
    assert answer["probabilities"] == theirs["activations"][-1]
    assert answer["epoch"] == 2
    first = bench.ask("answer", recipe=RECIPE, pixels=pixels, epoch=1)["value"]
    assert first["epoch"] == 1
    assert first["probabilities"] != answer["probabilities"]


def test_the_views_of_inside_follow_an_own_picture(bench: Bench) -> None:
    bench.fit(**RECIPE)
    own = {"part": "own", "index": 0, "pixels": drawing()}
    trace = bench.ask("trace", **own)["value"]
    assert (trace["part"], trace["picture"]["label"]) == ("own", -1)
    assert list(trace["picture"]["pixels"]) == drawing()
    votes = bench.ask("contributions", **own, layer=2, unit=1)["value"]
    assert votes["sum"] == trace["logits"][1]


def test_a_training_picture_is_nearest_to_itself(bench: Bench) -> None:
    bench.fit(**RECIPE)
    picture = bench.ask("images", recipe=RECIPE, part="train", start=7, count=1)["value"]
    pixels = list(picture["images"][0]["pixels"])
    near = bench.ask("nearest", pixels=pixels, count=5)["value"]
    assert near["among"] == 600
    for name in ("by_pixels", "by_layer"):
        assert near[name][0]["index"] == 7
        distances = [each["distance"] for each in near[name]]
        assert distances[0] == pytest.approx(0, abs=1e-4)
        assert len(distances) == 5
        assert distances == sorted(distances)


def test_without_a_hidden_layer_only_pixels_are_compared(bench: Bench) -> None:
    bench.fit(**{**RECIPE, "layers": []})
    assert bench.ask("nearest", pixels=drawing(), count=5)["value"]["by_layer"] == []


def test_own_pictures_change_no_fingerprint(bench: Bench) -> None:
    before = bench.fit(**RECIPE)["fingerprint"]
    bench.begin(2, **RECIPE)
    for _ in range(3):
        bench.step()
        bench.ask("answer", recipe=RECIPE, pixels=drawing())
    bench.finish()
    assert bench.told("run-end")[-1]["fingerprint"] == before
