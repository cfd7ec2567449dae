"""Runs inside Pyodide: pytest over one folder on one backend, and a count of what came out.

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


def run(folder: str, packages: str, backend: str) -> str:
    """Run the tests of `folder`; return JSON: exit code, counts and where the package lies."""
    # Beside other tests, as in the repository: helpers are imported as `folder.helper`.
    sys.path += [packages, str(Path(folder).parent)]
    os.environ["FITTINGROOM_TEST_BACKEND"] = backend
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # Other packages of the environment bring plugins that do not run here.
    os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"
    import pytest
    from hypothesis import HealthCheck, settings

    import fittingroom

    settings.register_profile(
        "pyodide",
        max_examples=FEWER_EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("pyodide")
    tally = Tally()
    options = ["-q", "--color=no", "-W", "error", "--import-mode=importlib", "--capture=sys"]
    options += ["-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "_hypothesis_pytestplugin"]
    options += [f"--rootdir={folder}", f"--confcutdir={folder}", "-c", "/dev/null", folder]
    code = pytest.main(options, plugins=[tally])
    return json.dumps({"code": int(code), "counts": tally.counts, "wheel": fittingroom.__file__})
