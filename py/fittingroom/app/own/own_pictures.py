"""Answers the page's commands on the learner's own set."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from fittingroom.app.faults import FileError
from fittingroom.app.own import npz
from fittingroom.app.own.advice import advice
from fittingroom.app.own.own_set import CLASSES, LONGEST_NAME, MOST_PICTURES, PIXELS, TEST, OwnSet
from fittingroom.app.own.set_reader import SetReader
from fittingroom.app.pictures.data_sets import OWN_FILE

if TYPE_CHECKING:
    from fittingroom.app import commands, protocol, records
    from fittingroom.app.pictures.data_sets import DataSets


class OwnPictures:
    """The set as the page last gave it, and the file that is being read.

    Args:
        data_sets: get the set.
    """

    def __init__(self, data_sets: DataSets) -> None:
        self._data_sets = data_sets
        self._reader: SetReader | None = None

    def answer(self, command: commands.OwnCommand) -> protocol.OwnReply:
        """Return the value of the reply to a command.

        Raises:
            FileError, PictureError: a file cannot be used.
        """
        match command:
            case {"type": "own-set"}:
                return self._take(command["class_names"], command["content"])
            case {"type": "own-open"}:
                self._reader = None
                self._reader = SetReader(command["name"], command["content"], command["way"])
                return {"total": self._reader.total}
            case {"type": "own-next"}:
                return self._next()
            case {"type": "own-file"}:
                return {"name": OWN_FILE, "content": npz.write(self._own(), command["seed"])}
            case _:
                assert_never(command)

    def _take(self, class_names: list[str], content: bytes) -> records.OwnSplit:
        """Take the set: pixels, then a byte for each label, then a byte for each place."""
        count, rest = divmod(len(content), PIXELS + 2)
        good_names = all(0 < len(name) <= LONGEST_NAME for name in class_names)
        values = np.frombuffer(content, np.uint8)
        pixels = values[: count * PIXELS].reshape(-1, 28, 28)
        labels, places = values[count * PIXELS :][:count], values[count * PIXELS :][count:]
        if (
            rest
            or count > MOST_PICTURES
            or len(class_names) > CLASSES[-1]
            or not good_names
            or len(set(class_names)) < len(class_names)
            or (count and (labels.max() >= len(class_names) or places.max() > TEST))
        ):
            raise FileError("This is no set of pictures.")
        own = OwnSet(class_names, pixels, labels, places)
        self._data_sets.own = own if class_names else None
        return {
            "train": own.sizes["train"],
            "test": own.sizes["test"],
            "counts": [list(counts) for counts in own.counts],
            "advice": advice(own),
        }

    def _next(self) -> records.OwnSlice:
        if self._reader is None:
            raise FileError("No file is being read.")
        read = self._reader.next_slice()
        if read["done"] >= read["total"]:
            self._reader = None
        return read

    def _own(self) -> OwnSet:
        if self._data_sets.own is None:
            raise FileError("There is no set of your own pictures.")
        return self._data_sets.own
