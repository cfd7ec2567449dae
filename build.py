"""The one entrance to Fitting Room: build, serve, pack, test and measure it.

    python3 build.py                    make dist/, the site as static files
    python3 build.py serve [--port N]   make it if needed and serve it on this machine
    python3 build.py zip                pack it into one file, to host anywhere; for a small host
                                        --without scikit-learn,pandas,seaborn,tqdm or any of these
    python3 build.py scorm LINK         pack a task for a learning platform (SCORM 1.2 or 2004)
    python3 build.py replay CODES       check the codes of a class by training each of them again
    python3 build.py test [ARGS]        run every check and test (ARGS go to pytest)
    python3 build.py bench [--quick]    compare its speed with others' in one run (--help for more)

Needs Python 3.12 or newer on the machine and finds it itself when started by an older Python 3.
This file uses the standard library only, in syntax old Pythons understand; it makes a private
virtual environment in .build/ and hands over to py/sitebuild, where everything else happens.
"""

import glob
import os
import subprocess
import sys
from typing import List

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 12)
KNOWN = ("3.14", "3.13", "3.12")
PROBE = "import sys, venv, ensurepip; sys.exit(sys.version_info < %r)" % (OLDEST,)


def candidates():
    """Yield commands that may start a new enough Python, likely ones first."""
    for version in KNOWN:
        yield ["python" + version]
    home = os.path.expanduser("~")
    for version in KNOWN:
        for pattern in (
            os.path.join(home, ".pyenv", "versions", version + "*", "bin", "python"),
            os.path.join(home, ".pyenv", "pyenv-win", "versions", version + "*", "python.exe"),
        ):
            for path in sorted(glob.glob(pattern), reverse=True):
                yield [path]
    if os.name == "nt":
        for version in KNOWN:
            yield ["py", "-" + version]
    yield ["python3"]
    yield ["python"]


def works(command: List[str]) -> bool:
    """Tell whether `command` starts a Python that is new enough and can make environments."""
    try:
        probe = subprocess.run(
            [*command, "-c", PROBE],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return probe.returncode == 0


def run(command: List[str]) -> int:
    """Carry on in `command`: in this process's place where the system can do that."""
    if os.name != "nt":
        os.execvp(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too and ends in its own, clean way


def main():
    arguments = sys.argv[1:]
    if not works([sys.executable]):
        for command in candidates():
            if works(command):
                return run([*command, os.path.abspath(__file__), *arguments])
        print(
            "Fitting Room needs Python %d.%d or newer with its venv module; this is %s, and no\n"
            "newer one was found on the PATH, in ~/.pyenv/versions or by the py launcher.\n"
            "Install one (for example from your system's packages: python3.12, python3.12-venv)\n"
            "and run this again." % (*OLDEST, sys.version.split()[0]),
            file=sys.stderr,
        )
        return 1
    sys.path.insert(0, os.path.join(ROOT, "py"))
    from sitebuild.tools import console, environment

    return console.guarded(
        lambda: run([environment.prepare(arguments), "-m", "sitebuild", *arguments])
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
