"""The race: seconds an epoch of 784-128-10, Adam, batches of 32, on all 60,000 images.

All contenders stay started for the whole race and take turns, each turn from fresh weights; the
first epoch of a turn, which warms up, is left out. The accuracy shows that all learn the same.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

from playwright.sync_api import BrowserContext, Page

from bench import native
from bench.chromium import AppPage, opened, profile, recipe
from bench.environments import PYTORCH, SCIKIT_LEARN, TENSORFLOW
from bench.place import DATA
from bench.results import Results, take_turns
from bench.setting import Setting
from sitebuild.tools.console import say

SECTION = "epoch"
IMAGES = 60_000
WHAT = "784-128-10, Adam, batch 32, 60,000 images"
OURS = "this page, wasm"
OURS_NUMPY = "this page, numpy"
PLAIN = "stock NumPy in Pyodide"
TFJS = "TensorFlow.js, wasm"
PYTORCH_MANY, PYTORCH_ONE = "PyTorch, native", "PyTorch, native, 1 thread"
KERAS = "tf.keras, native"
SKLEARN = "scikit-learn, native"
NUMPY = "the same NumPy loop, native"
NATIVES = {
    PYTORCH_MANY: (PYTORCH, "with_pytorch.py", "0"),
    PYTORCH_ONE: (PYTORCH, "with_pytorch.py", "1"),
    NUMPY: (SCIKIT_LEARN, "with_numpy.py"),
    SKLEARN: (SCIKIT_LEARN, "with_scikit_learn.py"),
    KERAS: (TENSORFLOW, "with_keras.py"),
}
Turn = Callable[[], object]


@dataclass
class Race:
    """The contenders and what they are asked to do."""

    setting: Setting
    results: Results
    epochs: int
    images: int = IMAGES

    def run(self, rounds: int) -> None:
        """Have all contenders take turns."""
        with ExitStack() as stack:
            context = stack.enter_context(profile(self.setting.playwright))
            turns = self._in_browser(context)
            for who, (rival, script, *arguments) in NATIVES.items():
                say(f"    starting {who} ...")
                try:
                    started = native.running(rival, script, str(DATA), *arguments)
                    turns[who] = partial(self._native, who, stack.enter_context(started))
                except Exception as error:
                    self._note(who, f"not measured: {error}")
            take_turns(rounds, turns, lambda who, why: self._note(who, f"not measured: {why}"))

    def _in_browser(self, context: BrowserContext) -> dict[str, Turn]:
        server = self.setting.server
        app = AppPage(context.new_page(), server).open()
        plain = opened(context, f"{server.url}plain/", "window.plain")
        turns: dict[str, Turn] = {
            OURS: partial(self._ours, OURS, app, "wasm"),
            OURS_NUMPY: partial(self._ours, OURS_NUMPY, app, "numpy"),
            PLAIN: partial(self._page, PLAIN, plain),
        }
        if self.setting.no_tfjs:
            self._note(TFJS, f"not measured: {self.setting.no_tfjs}")
        else:
            tfjs = opened(context, f"{server.url}tfjs/", "window.versions")
            turns[TFJS] = partial(self._page, TFJS, tfjs)
        return turns

    def _ours(self, who: str, app: AppPage, backend: str) -> None:
        run = app.train(recipe(self.images, epochs=self.epochs, backend=backend))
        self._keep(who, run.steady, run.accuracy, "1 thread")

    def _page(self, who: str, page: Page) -> None:
        answer = page.evaluate("task => train(task)", self._task())
        self._keep_answer(who, answer, "1 thread")

    def _native(self, who: str, rival: native.Native) -> None:
        about = rival.about
        threads = "1 thread" if about["threads"] == 1 else f"{about['threads']} threads"
        self._keep_answer(who, rival.train(**self._task()), f"{about['version']}, {threads}")

    def _task(self) -> dict[str, int]:
        return {"images": self.images, "units": 128, "batch": 32, "epochs": self.epochs}

    def _keep_answer(self, who: str, answer: dict[str, Any], note: str) -> None:
        steady = answer["epochs"][1:]
        self._keep(who, sum(steady) / len(steady), answer["accuracy"], note)

    def _keep(self, who: str, seconds: float, accuracy: float, note: str) -> None:
        measured = self.results.of(SECTION, WHAT, who, "s", OURS)
        measured.values.append(seconds)
        measured.note = f"{note}; test accuracy {accuracy:.3f} after {self.epochs} epochs"
        say(f"    {who}: {seconds:.2f} s")

    def _note(self, who: str, note: str) -> None:
        self.results.of(SECTION, WHAT, who, "s", OURS).note = note


def measure(setting: Setting, results: Results) -> None:
    """The whole race."""
    Race(setting, results, epochs=2 if setting.quick else 4).run(1 if setting.quick else 3)
