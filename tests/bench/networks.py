"""Networks of the lessons and wider ones beside PyTorch, and how soon the page is at full speed.

The page is opened anew for every run, since what warms up shows in the first epochs; PyTorch's
process stays and begins each run with fresh weights.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from statistics import mean

from playwright.sync_api import BrowserContext

from bench import native
from bench.chromium import AppPage, profile, recipe
from bench.environments import PYTORCH
from bench.place import DATA
from bench.results import Measurement, Results, take_turns
from bench.setting import Setting
from sitebuild.tools.console import say

SECTION = "networks"
FIRST, LAST = "an epoch, the first half of 20", "an epoch, the last half of 20"
WARMING = "784-128-10, batch 32, 6,000 images: an epoch as training begins and later"
DRAWING = "784-128-10, batch 32, 6,000 images: an epoch, by what is drawn"
INSIDE = "784-128-10, batch 32, 6,000 images: an epoch, by whether Inside is in view"
OURS, PYTORCH_MANY, PYTORCH_ONE = "this page", "PyTorch, all threads", "PyTorch, 1 thread"
BEGINNING, LATER = "first half", "last half"
VISITS = ("first visit", "repeat visit", "third visit")
SHOWN, HIDDEN = "all panels shown", "all panels hidden"
OPEN, CLOSED = "Inside in view, a picture and a unit followed", "Inside hidden"
PANELS = (
    "header,load,define,summary,compile,fit,progress,curves,network,evaluate,predict,draw,runs,log"
)
EPOCHS, QUICK_EPOCHS = 20, 4
ROUNDS = 3
CALM = 2500
"""Milliseconds after which a page that is ready has begun to keep the site."""
STAY = 4000
"""Milliseconds after which a browser has kept what it has compiled."""


@dataclass(frozen=True)
class Network:
    """A network and its work, and how many times PyTorch's time it may take.

    Args:
        layers: units of the hidden layers.
    """

    layers: tuple[int, ...]
    batch: int
    images: int
    limit: float

    def __str__(self) -> str:
        layers = "-".join(map(str, (784, *self.layers, 10)))
        return f"{layers}, batch {self.batch}, {self.images:,} images"

    def recipe(self, epochs: int) -> str:
        """The fragment of its recipe."""
        return recipe(self.images, ",".join(map(str, self.layers)), self.batch, epochs)


HEADLINE = Network((128,), 32, 6_000, 1.0)
NETWORKS = (
    Network((10, 10), 10, 600, 1.0),
    HEADLINE,
    Network((512,), 32, 6_000, 1.3),
    Network((1024,), 32, 6_000, 1.3),
    Network((512, 256), 32, 6_000, 1.3),
    Network((128,), 256, 6_000, 1.0),
    Network((512, 512), 256, 6_000, 1.5),
)


def halves(seconds: Sequence[float]) -> tuple[float, float]:
    """Mean seconds of the first and of the last half of the epochs."""
    half = len(seconds) // 2
    return mean(seconds[:half]), mean(seconds[-half:])


@dataclass
class Race:
    """All networks, trained for `epochs` by all contenders in turns."""

    setting: Setting
    results: Results
    epochs: int

    def run(self, rounds: int) -> None:
        """Measure all of them."""
        with ExitStack() as stack:
            rivals: dict[str, native.Native | str] = {}
            for who, threads in ((PYTORCH_MANY, "0"), (PYTORCH_ONE, "1")):
                say(f"    starting {who} ...")
                try:
                    started = native.running(PYTORCH, "with_pytorch.py", str(DATA), threads)
                    rivals[who] = stack.enter_context(started)
                except Exception as error:
                    rivals[who] = f"not measured: {error}"
            for network in NETWORKS:
                self._race(network, rivals, rounds)

    def _race(self, network: Network, rivals: dict[str, native.Native | str], rounds: int) -> None:
        turns: dict[str, Callable[[], object]] = {OURS: partial(self._ours, network)}
        for who, rival in rivals.items():
            if isinstance(rival, str):
                self._give_up(network, who, rival)
            else:
                turns[who] = partial(self._native, network, who, rival)
        say(f"    {network}:")
        take_turns(rounds, turns, partial(self._give_up, network))

    def _ours(self, network: Network) -> None:
        with profile(self.setting.playwright) as context:
            self._keep(network, OURS, seconds_in(context, self.setting, network, self.epochs))

    def _native(self, network: Network, who: str, rival: native.Native) -> None:
        task = {"images": network.images, "batch": network.batch, "epochs": self.epochs}
        self._keep(network, who, rival.train(layers=list(network.layers), **task)["epochs"])

    def _keep(self, network: Network, who: str, seconds: Sequence[float]) -> None:
        for what, value in zip((FIRST, LAST), halves(seconds), strict=True):
            self._measurement(network, what, who).values.append(value * 1000)

    def _measurement(self, network: Network, what: str, who: str) -> Measurement:
        return self.results.of(SECTION, what, who, "ms", PYTORCH_MANY, str(network))

    def _give_up(self, network: Network, who: str, why: str) -> None:
        for what in (FIRST, LAST):
            self._measurement(network, what, who).note = why


def seconds_in(
    context: BrowserContext,
    setting: Setting,
    network: Network,
    epochs: int,
    more: str = "",
    stay: int = 0,
) -> list[float]:
    """Seconds of each epoch in a page that is opened for it, and left after `stay` milliseconds.

    Args:
        more: goes into its address.
    """
    page = context.new_page()
    app = AppPage(page, setting.server).open(more)
    page.wait_for_timeout(CALM)
    setting.server.settle()
    try:
        seconds = app.train(f"{network.recipe(epochs)}{more and '&' + more}").seconds
        page.wait_for_timeout(stay)
        return seconds
    finally:
        page.close()


def _visits(setting: Setting, results: Results, epochs: int) -> None:
    """A first visit, one that finds what the first has kept, and one with its optimized code."""
    with profile(setting.playwright) as context:
        for visit in VISITS:
            seconds = seconds_in(context, setting, HEADLINE, epochs, stay=STAY)
            for who, value in zip((BEGINNING, LATER), halves(seconds), strict=True):
                results.of(SECTION, WARMING, who, "ms", LATER, visit).values.append(value * 1000)


def _panels(setting: Setting, results: Results, epochs: int, who: str) -> None:
    with profile(setting.playwright) as context:
        more = f"hide={PANELS}" if who == HIDDEN else ""
        _, value = halves(seconds_in(context, setting, HEADLINE, epochs, more))
    results.of(SECTION, DRAWING, who, "ms", HIDDEN).values.append(value * 1000)


def _inside(setting: Setting, results: Results, epochs: int, who: str) -> None:
    """The epochs of a second run, in which what was looked at after the first is followed."""
    more = "hide=network" if who == CLOSED else ""
    with profile(setting.playwright) as context:
        page = context.new_page()
        app = AppPage(page, setting.server).open(more)
        page.wait_for_timeout(CALM)
        setting.server.settle()
        app.train(f"{HEADLINE.recipe(1)}{more and '&' + more}")
        if who == OPEN:
            page.locator("fr-network").evaluate("panel => panel.scrollIntoView()")
            page.locator("fr-network .net-units button").first.click()
            page.locator("fr-network .way").wait_for()
            page.locator("fr-network").evaluate("panel => panel.scrollIntoView()")
        _, value = halves(app.train(f"{HEADLINE.recipe(epochs)}{more and '&' + more}").seconds)
    results.of(SECTION, INSIDE, who, "ms", CLOSED).values.append(value * 1000)


def measure(setting: Setting, results: Results) -> None:
    """The networks, then what warming up and drawing cost."""
    epochs, rounds = (QUICK_EPOCHS, 1) if setting.quick else (EPOCHS, ROUNDS)
    Race(setting, results, epochs).run(rounds)
    turns: dict[str, Callable[[], object]] = {
        WARMING: partial(_visits, setting, results, epochs),
        SHOWN: partial(_panels, setting, results, epochs, SHOWN),
        HIDDEN: partial(_panels, setting, results, epochs, HIDDEN),
        OPEN: partial(_inside, setting, results, epochs, OPEN),
        CLOSED: partial(_inside, setting, results, epochs, CLOSED),
    }
    take_turns(rounds, turns, lambda who, why: _note(results, who, why))


def _note(results: Results, turn: str, why: str) -> None:
    what, who = (WARMING, BEGINNING) if turn == WARMING else (DRAWING, turn)
    if turn in (OPEN, CLOSED):
        what = INSIDE
    results.of(SECTION, what, who, "ms", LATER).note = f"not measured: {why}"
