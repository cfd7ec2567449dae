"""A set of the learner's own: split by the seed, trained on, written and read back."""

import io
import zipfile
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from session.bench import Bench

Pixels = npt.NDArray[np.uint8]

RECIPE: dict[str, Any] = {"data": "own", "classes": 2, "samples": 40, "epochs": 2, "layers": []}


def pictures(count: int = 50, seed: int = 0) -> tuple[Pixels, Pixels]:
    """Bars, upright in class 0 and lying in class 1."""
    draw = np.random.default_rng(seed)
    pixels = np.zeros((count, 28, 28), np.uint8)
    labels = np.arange(count, dtype=np.uint8) % 2
    for picture, label in zip(pixels, labels, strict=True):
        at = int(draw.integers(10, 16))
        bar = picture if label else picture.T
        bar[at : at + 3, 3:25] = draw.integers(120, 255, (3, 22))
    return pixels, labels


def packed(pixels: Pixels, labels: Pixels, places: Pixels | None = None) -> bytes:
    places = np.zeros(len(labels), np.uint8) if places is None else places
    return pixels.tobytes() + labels.tobytes() + places.tobytes()


def give(bench: Bench, pixels: Pixels, labels: Pixels, names: Any = ("up", "flat")) -> Any:
    return bench.ask("own-set", packed(pixels, labels), class_names=list(names))["value"]


def read_all(bench: Bench, content: bytes, name: str = "set.zip") -> dict[str, Any]:
    """Everything that a file gives, put together."""
    opened = bench.ask("own-open", content, name=name, way="garment")
    if "error" in opened:
        return opened
    found: dict[str, Any] = {"names": [], "pixels": b"", "places": b"", "refused": []}
    done = 0
    while done < opened["value"]["total"]:
        part = bench.ask("own-next")["value"]
        found["names"] += [part["class_names"][label] for label in part["labels"]]
        found["pixels"] += part["pixels"]
        found["places"] += part["places"]
        found["refused"] += part["refused"]
        done = part["done"]
    return found


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def png(pixels: Pixels) -> bytes:
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return content.getvalue()


def test_a_run_on_own_pictures_has_their_names_and_learns_them(bench: Bench) -> None:
    split = give(bench, *pictures())
    assert (split["train"], split["test"]) == (40, 10)
    assert split["counts"] == [[20, 5], [20, 5]]
    end = bench.fit(**{**RECIPE, "epochs": 20})
    assert end["reason"] == "completed"
    assert bench.told("run-begin")[-1]["class_names"] == ["up", "flat"]
    assert bench.told("evaluation")[-1]["evaluation"]["accuracy"] == 1
    described = bench.ask("describe", recipe=RECIPE)["value"]
    assert described["class_names"] == ["up", "flat"]
    assert (described["test_samples"], described["download_bytes"]) == (10, 0)
    shown = bench.ask("images", recipe=RECIPE, part="train", start=0, count=50)["value"]
    assert shown["total"] == len(shown["images"]) == 40
    assert bench.brought == []


def test_the_order_of_adding_changes_nothing_and_the_seed_does(bench: Bench) -> None:
    pixels, labels = pictures()
    give(bench, pixels, labels)
    first = bench.fit(1, **RECIPE)["fingerprint"]
    give(bench, pixels[::-1].copy(), labels[::-1].copy())
    assert bench.fit(2, **RECIPE)["fingerprint"] == first
    assert bench.fit(3, **RECIPE, seed=7)["fingerprint"] != first


def test_no_picture_of_the_test_is_trained_on(bench: Bench) -> None:
    pixels, labels = pictures()
    pixels[10:30] = pixels[10:12].repeat(10, axis=0)[np.argsort(np.tile([0, 1], 10))]
    labels[10:30] = 0
    split = give(bench, pixels, labels)
    assert any("more than once" in each for each in split["advice"])
    for seed in range(5):
        recipe = {**RECIPE, "samples": split["train"], "seed": seed}
        parts = [
            {
                each["pixels"]
                for each in bench.ask("images", recipe=recipe, part=part, start=0, count=60)[
                    "value"
                ]["images"]
            }
            for part in ("train", "test")
        ]
        assert not parts[0] & parts[1]
        assert len(parts[1]) == split["test"]


def test_the_file_of_a_set_is_read_back_to_the_same_run(bench: Bench) -> None:
    pixels, labels = pictures()
    give(bench, pixels, labels)
    first = bench.fit(1, **RECIPE)["fingerprint"]
    file = bench.ask("own-file", seed=9)["value"]
    with np.load(io.BytesIO(file["content"])) as arrays:
        assert arrays["train_data"].shape == (40, 28, 28)
        assert list(arrays["class_names"]) == ["up", "flat"]
    found = read_all(bench, file["content"], file["name"])
    assert set(found["places"]) == {0}
    names = np.array([["up", "flat"].index(name) for name in found["names"]], np.uint8)
    give(bench, np.frombuffer(found["pixels"], np.uint8).reshape(-1, 28, 28), names)
    assert bench.fit(2, **RECIPE)["fingerprint"] == first


def test_codes_program_gives_the_history_of_fit_to_the_bit(
    bench: Bench, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    give(bench, *pictures())
    recipe = {**RECIPE, "seed": 5, "samples": 37}
    file = bench.ask("own-file", seed=5)["value"]
    (tmp_path / file["name"]).write_bytes(file["content"])
    fitted = bench.fit(**recipe)["fingerprint"]
    bench.open_notebook()
    cells = bench.ask("program", recipe=recipe)["value"]["cells"]
    answers = [bench.ask("run-cell", cell=str(i), source=cell) for i, cell in enumerate(cells)]
    assert all(answer["value"]["status"] == "ok" for answer in answers), bench.outputs
    assert fitted in [answer["value"]["fingerprint"] for answer in answers]


def test_a_zip_with_a_folder_a_class_is_read_and_kept_where_it_says(bench: Bench) -> None:
    pixels, labels = pictures(12)
    files = {
        f"mine/{'ab'[n]}/{i}.png": png(p)
        for i, (p, n) in enumerate(zip(pixels, labels, strict=True))
    }
    files |= {"test/a/late.png": png(pictures(1, 5)[0][0]), "a/readme.txt": b"words"}
    files |= {"__MACOSX/a/._0.png": b"x", "a/.DS_Store": b"x"}
    found = read_all(bench, zipped(files))
    assert sorted(found["names"]) == ["a"] * 7 + ["b"] * 6
    assert sorted(found["places"]) == [0] * 12 + [2]
    assert [each["name"] for each in found["refused"]] == ["a/readme.txt"]
    ours = {p.tobytes() for p in pixels}
    theirs = [found["pixels"][i : i + 784] for i in range(0, len(found["pixels"]), 784)]
    assert len(ours & set(theirs)) == 12


def test_lesson_threes_file_is_a_set(bench: Bench) -> None:
    found = read_all(bench, bench.read("fashion.npz"), "fashion.npz")
    assert found["names"].count("0") > 150
    assert sorted(set(found["names"])) == ["0", "1", "2"]
    assert (found["places"].count(1), found["places"].count(2)) == (600, 100)


@pytest.mark.parametrize(
    ("dtype", "scale", "shape"),
    [("float32", 1 / 255, (-1, 784)), ("float64", 1, (-1, 28, 28, 1)), ("int64", 1, (-1, 28, 28))],
)
def test_pixels_of_other_types_and_shapes(
    bench: Bench, dtype: str, scale: float, shape: tuple[int, ...]
) -> None:
    pixels, labels = pictures(20)
    file = io.BytesIO()
    names = np.array(["b", "a"])[labels]
    np.savez(file, images=(pixels * scale).astype(dtype).reshape(shape), labels=names)
    found = read_all(bench, file.getvalue())
    assert found["pixels"] == pixels.tobytes()
    assert found["names"] == list(names)


def test_what_a_set_lacks_is_said_in_words(bench: Bench) -> None:
    pixels, labels = pictures(8)
    split = give(bench, pixels, labels, ("up", "flat"))
    assert any("Too few pictures: up 4, flat 4" in each for each in split["advice"])
    end = bench.fit(**{**RECIPE, "samples": 10})
    assert end["error"]["code"] == "recipe-invalid"
    assert "6 pictures to train on" in end["error"]["message"]
    # It is no setting that is to be changed.
    assert end["error"]["hint"] == "Then press Fit."
    give(bench, np.zeros((0, 28, 28), np.uint8), labels[:0], ())
    end = bench.fit(2, **RECIPE)
    assert "A link does not carry them" in end["error"]["message"]


def test_settings_that_do_not_fit_the_set_are_refused(bench: Bench) -> None:
    give(bench, *pictures())
    for recipe, words in (
        ({**RECIPE, "classes": 3}, "2 classes, and the settings say 3"),
        ({**RECIPE, "samples": 41}, "40 pictures to train on"),
    ):
        assert words in bench.fit(**recipe)["error"]["message"]


def test_what_is_described_are_the_pictures_that_there_are(bench: Bench) -> None:
    """The settings keep at least ten; a set may have fewer, or none."""

    def counts() -> list[int]:
        told = bench.ask("describe", recipe={**RECIPE, "samples": 10, "split": 0.5})
        parts = ("train_samples", "validation_samples", "test_samples", "steps_per_epoch")
        return [told["value"][part] for part in parts]

    assert counts() == [0, 0, 0, 0]
    give(bench, *pictures(8))
    assert counts() == [6, 0, 2, 1]
    give(bench, *pictures(50))
    assert counts() == [5, 5, 10, 1]


def test_twenty_thousand_pictures_are_taken_in_seconds(bench: Bench) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (20_000, 28, 28), np.uint8)
    labels = (np.arange(20_000) % 20).astype(np.uint8)
    split = give(bench, pixels, labels, [f"c{i}" for i in range(20)])
    assert (split["train"], split["test"]) == (16_000, 4_000)
    assert split["advice"] == []
