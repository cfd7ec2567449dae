"""The kernels are where the page is: these tests run inside Pyodide, see tests/pyodide."""

import sys

collect_ignore_glob = [] if sys.platform == "emscripten" else ["test_*.py"]
