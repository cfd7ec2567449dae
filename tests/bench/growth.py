"""How the time of an epoch grows with the images, the units and the batch, one at a time.

A first run of each size warms up and tells how many epochs fill a second, so that small sizes are
timed over many of them. Sizes of which an epoch takes a minute are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import BrowserContext, Page

from bench.chromium import AppPage, opened, profile, recipe
from bench.results import Measurement, Results, take_turns
from bench.setting import Setting

SECTION = "growth"
WHAT = "units-10, Adam"
OURS, OURS_NUMPY, TFJS = "this page, wasm", "this page, numpy", "TensorFlow.js, wasm"
TOO_LONG = 60.0
"""Seconds of an epoch that nobody waits for."""
LONG_ENOUGH = 1.0
"""Seconds of steady epochs that make a measurement."""
MOST_EPOCHS = 100


@dataclass(frozen=True)
class Size:
    """One network and one set of images."""

    images: int = 6_000
    units: int = 128
    batch: int = 32

    def __str__(self) -> str:
        return f"{self.images:,} images, {self.units} units, batch {self.batch}"


SIZES = (
    *(Size(images=images) for images in (600, 6_000, 60_000)),
    *(Size(units=units) for units in (32, 512, 1024)),
    *(Size(batch=batch) for batch in (1, 256)),
)
Train = Callable[[Size, int], float]
"""Trains a size for so many epochs and returns the seconds of a steady one."""


@dataclass
class Contender:
    """One contender at one size; a call is its turn."""

    train: Train
    size: Size
    measured: Measurement
    seconds: float | None = None

    def __call__(self) -> None:
        if self.seconds is None:
            self.seconds = self.train(self.size, 2)
            if self.seconds > TOO_LONG:
                raise RuntimeError(f"an epoch takes more than {TOO_LONG:.0f} s")
            if self.seconds > LONG_ENOUGH:
                self.measured.values.append(self.seconds)
                return
        epochs = 1 + round(LONG_ENOUGH / max(self.seconds, 1e-3))
        epochs = min(max(2, epochs), MOST_EPOCHS)
        self.measured.values.append(self.train(self.size, epochs))


def measure(setting: Setting, results: Results) -> None:
    """All sizes, each with all contenders in turns."""
    with profile(setting.playwright) as context:
        trains = _trains(setting, context)
        for size in SIZES[:2] if setting.quick else SIZES:
            contenders = {
                who: Contender(train, size, results.of(SECTION, WHAT, who, "s", OURS, str(size)))
                for who, train in trains.items()
            }
            take_turns(1 if setting.quick else 2, contenders, partial(_give_up, contenders))


def _give_up(contenders: dict[str, Contender], who: str, why: str) -> None:
    contenders[who].measured.note = f"not measured: {why}"


def _trains(setting: Setting, context: BrowserContext) -> dict[str, Train]:
    app = AppPage(context.new_page(), setting.server).open()
    trains: dict[str, Train] = {
        OURS: partial(_ours, app, "wasm"),
        OURS_NUMPY: partial(_ours, app, "numpy"),
    }
    if not setting.no_tfjs:
        page = opened(context, f"{setting.server.url}tfjs/", "window.versions")
        trains[TFJS] = partial(_tfjs, page)
    return trains


def _ours(app: AppPage, backend: str, size: Size, epochs: int) -> float:
    return app.train(recipe(size.images, str(size.units), size.batch, epochs, backend)).steady


def _tfjs(page: Page, size: Size, epochs: int) -> float:
    task = {"images": size.images, "units": size.units, "batch": size.batch, "epochs": epochs}
    steady = page.evaluate("task => train(task)", task)["epochs"][1:]
    return sum(steady) / len(steady)
