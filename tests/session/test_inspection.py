"""What the network has learned, looked into: checked against NumPy on the model's own weights."""

from typing import Any

import numpy as np
import pytest

from fittingroom.app.inside.histograms import histogram
from fittingroom.app.inside.predictions import count_levels
from fittingroom.app.inside.weight_history import WeightHistory
from session.bench import Bench

RECIPE: dict[str, Any] = {"classes": 3, "samples": 600, "epochs": 3}


@pytest.fixture
def trained(bench: Bench) -> Bench:
    bench.fit(**RECIPE)
    return bench


def weights(bench: Bench) -> list[np.ndarray]:
    run = bench.session._run
    assert run is not None
    return [array.astype(np.float64) for layer in run.model.layers for array in layer.arrays]


def test_the_votes_and_the_bias_sum_up_to_the_logit(trained: Bench) -> None:
    w1, b1, w2, b2, w3, b3 = weights(trained)
    for index in range(5):
        value = trained.ask("trace", index=index)["value"]
        x = np.frombuffer(value["picture"]["pixels"], np.uint8) / 255.0
        first = np.maximum(x @ w1 + b1, 0)
        second = np.maximum(first @ w2 + b2, 0)
        logits = second @ w3 + b3
        shares = np.exp(logits) / np.exp(logits).sum()
        for got, expected in zip(value["activations"], (first, second, shares), strict=True):
            assert got == pytest.approx(expected, abs=1e-6)
        assert value["logits"] == pytest.approx(logits, abs=1e-6)
        assert value["exponentials"] == pytest.approx(np.exp(logits - logits.max()), abs=1e-6)
        for c in range(3):
            votes = trained.ask("contributions", index=index, layer=2, unit=c)["value"]
            assert votes["products"] == pytest.approx(second * w3[:, c], abs=1e-6)
            assert sum(votes["products"]) + votes["bias"] == pytest.approx(votes["sum"], abs=1e-12)
            assert votes["sum"] == value["logits"][c]
            named = sum(votes["products"][i] for i in votes["largest"])
            assert named + votes["rest"] + votes["bias"] == pytest.approx(votes["sum"], abs=1e-12)
        predicted = trained.ask("predictions", which="all", start=index, count=1)["value"]
        assert predicted["predictions"][0]["probabilities"] == pytest.approx(shares, abs=1e-5)


def test_the_products_of_template_and_picture_sum_up(trained: Bench) -> None:
    value = trained.ask("contributions", index=3, layer=0, unit=4)["value"]
    assert len(value["products"]) == 784
    assert np.array(value["weights"]) * value["inputs"] == pytest.approx(value["products"])
    assert sum(value["products"]) + value["bias"] == pytest.approx(value["sum"], abs=1e-12)
    assert value["output"] == pytest.approx(max(0, value["sum"]), abs=1e-6)
    trace = trained.ask("trace", index=3)["value"]
    assert value["output"] == trace["activations"][0][4]


def test_without_a_hidden_layer_the_pixels_vote(bench: Bench) -> None:
    bench.fit(classes=3, samples=600, epochs=1, layers=[])
    trace = bench.ask("trace", index=0)["value"]
    votes = bench.ask("contributions", index=0, layer=0, unit=1)["value"]
    assert len(trace["activations"]) == 1
    assert len(votes["products"]) == 784
    assert votes["output"] == pytest.approx(trace["activations"][0][1], abs=1e-6)


def test_a_unit_says_what_excites_it(trained: Bench) -> None:
    card = trained.ask("unit", layer=1, unit=2)["value"]
    answers = [
        trained.ask("trace", index=i)["value"]["activations"][1][2] for i in range(card["samples"])
    ]
    assert card["samples"] == 100
    assert [each["answer"] for each in card["exciting"]] == pytest.approx(
        sorted(answers, reverse=True)[:6], abs=1e-6
    )
    assert card["active"] == pytest.approx(np.mean(np.array(answers) > 0))
    assert (len(card["incoming"]), len(card["outgoing"])) == (10, 3)
    assert len(card["means"]) == 3


def test_every_epoch_can_be_shown_again(trained: Bench) -> None:
    latest = trained.ask("look")["value"]
    assert (latest["epoch"], latest["kept"]) == (3, [0, 1, 2, 3])
    assert latest["evaluation"]["correct"] == trained.told("evaluation")[0]["evaluation"]["correct"]
    end = weights(trained)
    drawn = {e: event["network"] for e, event in enumerate(trained.told("epoch-end"), 1)}
    assert all([drawn[1], drawn[3]]), "the first and the last epoch always have it"
    for epoch, network in drawn.items():
        look = trained.ask("look", epoch=epoch)["value"]
        assert network in (look["network"], None)
    start = trained.ask("look", epoch=0)["value"]
    assert start["network"] == trained.told("run-begin")[0]["network"]
    assert start["network"]["changes"] is None
    assert start["evaluation"]["accuracy"] < latest["evaluation"]["accuracy"]
    wrong = trained.ask("predictions", which="wrong", epoch=0, start=0, count=1)["value"]["total"]
    assert wrong == 100 - start["evaluation"]["correct"]
    for now, before in zip(weights(trained), end, strict=True):
        assert (now == before).all()
    assert trained.ask("look", epoch=4)["error"]["code"] == "busy"


def test_an_epoch_shown_is_that_of_a_shorter_run(trained: Bench, other: Bench) -> None:
    early = trained.ask("look", epoch=2)["value"]["evaluation"]
    other.fit(**{**RECIPE, "epochs": 2})
    whole = other.told("evaluation")[0]["evaluation"]
    assert {**early, "seconds": 0} == {**whole, "seconds": 0}


@pytest.fixture
def other(bench: Bench) -> Bench:
    return Bench(bench.data)


def test_short_epochs_spare_the_network_that_nobody_would_see(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fittingroom.app.run.DRAWN_EVERY", 1e6)
    bench.fit(classes=3, samples=50, epochs=4)
    assert [bool(event["network"]) for event in bench.told("epoch-end")] == [
        True,
        False,
        False,
        True,
    ]
    monkeypatch.setattr("fittingroom.app.run.DRAWN_EVERY", 0.0)
    bench.fit(run_id=2, classes=3, samples=50, epochs=4)
    assert all(event["network"] for event in bench.told("epoch-end")[4:])


def test_looking_while_it_trains_changes_nothing(bench: Bench, other: Bench) -> None:
    other.fit(**RECIPE)
    bench.begin(**RECIPE)
    for epoch in range(3):
        while len(bench.told("epoch-end")) <= epoch:
            bench.step(0)
            bench.ask("look", epoch=0)
            bench.ask("trace", index=0)
    bench.finish()
    assert bench.told("run-end")[0]["fingerprint"] == other.told("run-end")[0]["fingerprint"]


def test_predictions_of_one_cell_of_the_matrix(trained: Bench) -> None:
    confusion = trained.told("evaluation")[0]["evaluation"]["confusion"]
    for truth in range(3):
        for predicted in range(3):
            value = trained.ask(
                "predictions", which="all", truth=truth, predicted=predicted, start=0, count=100
            )["value"]
            assert value["total"] == confusion[truth][predicted]
            for each in value["predictions"]:
                assert (each["label"], each["predicted"]) == (truth, predicted)


@pytest.mark.parametrize("order", ["surest", "doubtful"])
def test_predictions_by_how_sure_the_network_is(trained: Bench, order: str) -> None:
    value = trained.ask("predictions", which="wrong", order=order, start=0, count=100)["value"]
    certainty = [max(each["probabilities"]) for each in value["predictions"]]
    assert certainty == sorted(certainty, reverse=order == "surest")


@pytest.mark.parametrize("which", ["all", "right", "wrong"])
@pytest.mark.parametrize("truth", [{}, {"truth": 1}])
def test_predictions_by_level_of_confidence(
    trained: Bench, which: str, truth: dict[str, int]
) -> None:
    asked: dict[str, Any] = {"which": which, "start": 0, "count": 100, **truth}
    whole = trained.ask("predictions", **asked)["value"]
    shown = [round(max(each["probabilities"]), 3) for each in whole["predictions"]]
    expected = {
        "sure": [share >= 0.9 for share in shown],
        "between": [0.6 <= share < 0.9 for share in shown],
        "unsure": [share < 0.6 for share in shown],
    }
    assert [level["name"] for level in whole["levels"]] == list(expected)
    for level in whole["levels"]:
        chosen = trained.ask("predictions", confidence=level["name"], **asked)["value"]
        wanted = [
            each["index"]
            for each, yes in zip(whole["predictions"], expected[level["name"]], strict=True)
            if yes
        ]
        assert [each["index"] for each in chosen["predictions"]] == wanted
        assert level["total"] == chosen["total"] == len(wanted)
        # What is chosen changes nothing of what could be.
        assert chosen["levels"] == whole["levels"]


def test_a_level_of_confidence_is_what_is_shown() -> None:
    """0.89951 is shown as 90.0 %, and so counts among 90 % or more."""
    confidence = np.array([0.8994, 0.89951, 0.9, 0.5996, 0.5994, np.nan], np.float32)
    totals = {level["name"]: level["total"] for level in count_levels(confidence)}
    assert totals == {"sure": 2, "between": 2, "unsure": 2}


def test_weights_stay_within_their_limit(bench: Bench) -> None:
    bench.fit(classes=3, samples=50, epochs=1, layers=[{"units": 8, "activation": None}])
    run = bench.session._run
    assert run is not None
    size = sum(array.nbytes for layer in run.model.layers for array in layer.arrays)
    history = WeightHistory(run.model, limit=6 * size)
    for epoch in range(1, 101):
        history.keep(epoch, loss=abs(epoch - 37))
        assert len(history.epochs) <= 6
        assert {0, min(epoch, 37), epoch} <= {*history.epochs}
    assert history.best == 37


def test_findings_are_those_of_the_run(trained: Bench) -> None:
    event = trained.told("evaluation")[0]
    found, correct = event["findings"], event["evaluation"]["correct"]
    assert 1 <= len(found) <= 3
    assert any(f"{correct} of 100" in each["text"] or each["cell"] for each in found)


def test_a_class_without_a_test_picture_has_no_mean(bench: Bench) -> None:
    bench.fit(classes=10, samples=50, epochs=1)
    means = bench.ask("unit", layer=0, unit=0)["value"]["means"]
    pictures = [bench.ask("trace", index=i)["value"] for i in range(10)]
    of_class = [
        [each["activations"][0][0] for each in pictures if each["picture"]["label"] == c]
        for c in range(10)
    ]
    assert [] in of_class
    for mean, answers in zip(means, of_class, strict=True):
        assert mean == (pytest.approx(np.mean(answers), abs=1e-6) if answers else None)


def test_the_histograms_count_every_weight_and_every_answer(trained: Bench) -> None:
    w1, b1, w2, b2, w3, _ = weights(trained)
    run = trained.session._run
    assert run is not None
    value = trained.ask("histograms")["value"]
    assert (value["epoch"], value["samples"]) == (3, 100)
    pictures = [run.dataset.picture("test", i).ravel() / 255 for i in range(100)]
    first = np.maximum(np.array(pictures) @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    for layer, kernel, answers in zip(
        value["layers"], (w1, w2, w3), (first, second, None), strict=True
    ):
        own = layer["weights"]
        counts, _ = np.histogram(kernel[kernel != 0], 30, (kernel.min(), kernel.max()))
        assert own["counts"] == counts.tolist()
        assert (own["low"], own["high"]) == (kernel.min(), kernel.max())
        assert own["mean"] == pytest.approx(kernel.mean(), abs=1e-6)
        if answers is None:
            assert sum(layer["activations"]["counts"]) == 300
            assert layer["activations"]["mean"] == pytest.approx(1 / 3, abs=1e-6)
        else:
            assert layer["activations"]["zero"] == np.count_nonzero(answers == 0)
            assert layer["activations"]["high"] == pytest.approx(answers.max(), abs=1e-5)
            zero = layer["activations"]["zero"]
            assert sum(layer["activations"]["counts"]) == answers.size - zero
    start = trained.ask("histograms", epoch=0)["value"]
    assert start["epoch"] == 0
    assert start["layers"][0]["weights"] != value["layers"][0]["weights"]
    assert trained.ask("histograms")["value"] == value


def test_a_histogram_of_equal_numbers_and_of_none_that_are_finite() -> None:
    flat = histogram([np.zeros((2, 3), np.float32)])
    assert (flat["low"], flat["high"], flat["zero"], sum(flat["counts"])) == (-0.5, 0.5, 6, 0)
    broken = histogram([np.array([np.nan, np.inf], np.float32)])
    assert (broken["not_finite"], sum(broken["counts"])) == (2, 0)
