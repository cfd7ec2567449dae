"""Makes a browser as slow as a phone's processor: it runs a quarter of the time.

DevTools' own throttling slows a page's main thread only, and Python trains in a worker. Here every
process of the browser is stopped and continued in turn, with all of its threads.
"""

import os
import signal
import time
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread

from playwright.sync_api import Browser

RUNS = 0.005
"""Seconds that the browser runs at a time."""


@contextmanager
def slowed(browser: Browser, factor: float) -> Generator[None]:
    """Slow a browser down `factor` times for as long as the context lasts.

    Raises:
        RuntimeError: where processes cannot be stopped.
    """
    if not hasattr(signal, "SIGSTOP"):
        raise RuntimeError("processes cannot be stopped and continued here")
    over = Event()
    thread = Thread(target=_slow_down, args=(_group(browser), factor, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _group(browser: Browser) -> int:
    """The process group of a browser, which Playwright starts in one of its own."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    (process,) = (int(each["id"]) for each in told if each["type"] == "browser")
    group = os.getpgid(process)
    if group == os.getpgid(0):
        raise RuntimeError("the browser has no process group of its own")
    return group


def _slow_down(group: int, factor: float, over: Event) -> None:
    while not over.is_set():
        try:
            os.killpg(group, signal.SIGSTOP)
            time.sleep(RUNS * (factor - 1))
            os.killpg(group, signal.SIGCONT)
        except ProcessLookupError:
            return
        time.sleep(RUNS)
