"""Starts the native rivals, each in its own environment, and has each train in its turn."""

import json
import subprocess
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from bench.environments import MissingError, Rival, python_with

RIVALS = Path(__file__).parent / "rivals"


class Native:
    """A rival's process; between its turns it waits without using the processor.

    Args:
        rival: whose environment it runs in.
        script: its file in rivals/.
        arguments: of the script.
    """

    def __init__(self, rival: Rival, script: str, *arguments: str) -> None:
        command = [str(python_with(rival)), str(RIVALS / script), *arguments]
        self._words: deque[str] = deque(maxlen=20)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        try:
            self.about = self._answer()
        except MissingError:
            self.close()
            raise

    def train(self, **task: int | list[int]) -> dict[str, Any]:
        """Seconds of each epoch and the test accuracy of one run from fresh weights."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    def _listen(self) -> None:
        """Keep the last words, which say why, if it ends."""
        assert self._process.stderr is not None
        self._words.extend(self._process.stderr)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            code = self._process.wait()
            self._listener.join(10)
            last = [word.strip() for word in self._words if word.strip()][-1:]
            raise MissingError(f"it ended with exit code {code}: {' '.join(last)}")
        return json.loads(line)


@contextmanager
def running(rival: Rival, script: str, *arguments: str) -> Generator[Native]:
    """A rival's process for as long as the context lasts."""
    native = Native(rival, script, *arguments)
    try:
        yield native
    finally:
        native.close()
