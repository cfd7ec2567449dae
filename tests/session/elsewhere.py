"""Runs the programs that the Lab gives away where they are for: Keras on JAX, Jupyter, Ray."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

from sitebuild.data import fashion_mnist
from sitebuild.tools.download import RemoteFile, retrieve

PATIENCE = 150
"""Seconds that a program may take."""
TWO_DEVICES = {"XLA_FLAGS": "--xla_force_host_platform_device_count=2"}
VALUE = re.compile(r"((?:val_)?(?:accuracy|loss)): ([\d.e+-]+)")


def place(folder: Path) -> Path:
    """A home of its own for programs, where Keras finds Fashion-MNIST as if it had fetched it."""
    cache = folder / "keras" / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for name, digest in fashion_mnist.SHA256.items():
        file = RemoteFile(name, digest, fashion_mnist.sources(name), gzipped=True)
        shutil.copyfile(retrieve(file), cache / name)
    return folder


def start(command: list[str], home: Path, **variables: str) -> subprocess.Popen[str]:
    """Start a program in the current folder."""
    own = {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "KERAS_BACKEND": "jax",
        "KERAS_HOME": str(home / "keras"),
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    others = {name: value for name, value in os.environ.items() if name != "XLA_FLAGS"}
    return subprocess.Popen(
        command,
        env={**others, **own, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def printed(process: subprocess.Popen[str]) -> str:
    """What a program has printed, which must have ended well."""
    try:
        out, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    assert process.returncode == 0, said[-4000:]
    return out


def processes(command: list[str], home: Path, count: int) -> list[str]:
    """What each of several processes prints that train together."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    started = [
        start(
            command,
            home,
            KERAS_DISTRIBUTION_JOB_ADDRESSES=f"127.0.0.1:{port}",
            KERAS_DISTRIBUTION_NUM_PROCESSES=str(count),
            KERAS_DISTRIBUTION_PROCESS_ID=str(number),
        )
        for number in range(count)
    ]
    try:
        return [*map(printed, started)]
    finally:
        for process in started:
            process.kill()
            process.communicate()


def history(text: str) -> dict[str, list[float]]:
    """The History in what `fit` printed, to four digits; the line of an epoch's end is its last."""
    ends = [line for line in re.split(r"[\n\b\r]+", text) if "val_loss" in line]
    found: dict[str, list[float]] = {}
    for line in ends:
        for name, value in VALUE.findall(line):
            found.setdefault(name, []).append(float(value))
    return found


def tested(text: str) -> list[float]:
    """The test loss and accuracy in what the program printed."""
    (found,) = re.findall(r"test loss ([\d.]+), test accuracy ([\d.]+)", text)
    return [*map(float, found)]
