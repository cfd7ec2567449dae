"""What every part of the bench is given."""

from dataclasses import dataclass

from playwright.sync_api import Playwright

from bench.meter import MeteredServer


@dataclass(frozen=True)
class Setting:
    """The server with all pages, the browser's driver, and how thorough to be.

    Args:
        no_tfjs: why TensorFlow.js is missing; empty if it is there.
        quick: whether fewer repetitions will do.
    """

    server: MeteredServer
    playwright: Playwright
    no_tfjs: str
    quick: bool
