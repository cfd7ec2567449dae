"""Runs inside Pyodide: pytest over folders on backends, one after another, and what came out.

The packages of pytest and hypothesis are the very ones of the virtual environment, which are pure
Python; NumPy and fittingroom come from the wheels that the site ships.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

FEWER_EXAMPLES = 10


class Tally:
    """Counts outcomes; what fails outside a test's call, such as collection, counts too."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.counts[report.outcome] += 1

    def pytest_collectreport(self, report) -> None:
        if report.failed:
            self.counts["failed"] += 1


def prepare(packages: str, tests: str) -> None:
    """Let pytest be found, and what it compiles be kept from one run to the next."""
    # All folders of tests are beside each other: helpers are imported as `folder.helper`.
    sys.path += [packages, tests]
    sys.dont_write_bytecode = False
    sys.pycache_prefix = "/bytecode"
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # Other packages of the environment bring plugins that do not run here.
    os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "pyodide",
        max_examples=FEWER_EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("pyodide")


def run(folder: str, backend: str) -> str:
    """Run the tests of `folder`; return JSON: exit code, counts and where the package lies."""
    os.environ["FITTINGROOM_TEST_BACKEND"] = backend
    import pytest

    import fittingroom

    tally = Tally()
    options = ["-q", "--color=no", "-W", "error", "--import-mode=importlib", "--capture=sys"]
    options += ["-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "_hypothesis_pytestplugin"]
    options += [f"--rootdir={folder}", f"--confcutdir={folder}", "-c", "/dev/null", folder]
    code = pytest.main(options, plugins=[tally])
    forget(Path(folder))
    return json.dumps({"code": int(code), "counts": tally.counts, "wheel": fittingroom.__file__})


def forget(folder: Path) -> None:
    """Have the next run import its tests anew: what they keep belongs to the backend."""
    for name, module in list(sys.modules.items()):
        if folder in Path(getattr(module, "__file__", None) or "/").parents:
            del sys.modules[name]
