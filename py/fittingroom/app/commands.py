"""The commands that the page gives the session, as web/protocol.js names them on the other side."""

from typing import Any, Literal, NotRequired, TypedDict

from fittingroom.app.records import Confidence, Part, ShownPart

# `init` and `prefetch` are the worker's own and do not reach the session; recipes are checked by
# `Recipe.from_json`.


class Describe(TypedDict):
    type: Literal["describe"]
    recipe: dict[str, Any]


class Images(TypedDict):
    type: Literal["images"]
    recipe: dict[str, Any]
    part: Part
    start: int
    count: int


Stride = Literal["batch", "epoch"]


class Fit(TypedDict):
    type: Literal["fit"]
    recipe: dict[str, Any]
    run_id: int
    go_on: NotRequired[bool]
    """Whether to go on from the latest run where that is possible, and not begin anew."""
    advance: NotRequired[Stride]
    """Pause after the first one."""


class Pause(TypedDict):
    type: Literal["pause"]


class Resume(TypedDict):
    type: Literal["resume"]


class Advance(TypedDict):
    """Train one batch or one epoch, then pause."""

    type: Literal["advance"]
    by: Stride


class Stop(TypedDict):
    type: Literal["stop"]


class LookCommand(TypedDict):
    type: Literal["look"]
    epoch: NotRequired[int]


class TraceCommand(TypedDict):
    """`pixels` are those of part `own`: 784 numbers from 0 to 255."""

    type: Literal["trace"]
    part: ShownPart
    index: int
    pixels: NotRequired[list[int]]
    epoch: NotRequired[int]


class ContributionsCommand(TypedDict):
    type: Literal["contributions"]
    part: ShownPart
    index: int
    pixels: NotRequired[list[int]]
    layer: int
    unit: int
    epoch: NotRequired[int]


class UnitCommand(TypedDict):
    type: Literal["unit"]
    layer: int
    unit: int
    epoch: NotRequired[int]


class HistogramsCommand(TypedDict):
    type: Literal["histograms"]
    epoch: NotRequired[int]


class Predictions(TypedDict):
    type: Literal["predictions"]
    which: Literal["all", "right", "wrong"]
    truth: NotRequired[int]
    predicted: NotRequired[int]
    order: NotRequired[Literal["surest", "doubtful"]]
    confidence: NotRequired[Confidence]
    epoch: NotRequired[int]
    start: int
    count: int


class AnswerCommand(TypedDict):
    """What the latest run's network says of a picture; without a run, the recipe's, untrained."""

    type: Literal["answer"]
    recipe: dict[str, Any]
    pixels: list[int]
    epoch: NotRequired[int]


class NearestCommand(TypedDict):
    type: Literal["nearest"]
    pixels: list[int]
    count: int
    epoch: NotRequired[int]


class LensCommand(TypedDict):
    """A picture to be made 28 by 28: a file's `content`, or 784 `pixels`.

    `invert`: whether to exchange light and dark; None decides by the border.
    """

    type: Literal["lens"]
    way: Literal["garment", "digit"]
    invert: bool | None
    pixels: NotRequired[list[int]]
    content: NotRequired[bytes]


class Test(TypedDict):
    """Test the latest run on all test pictures of its classes.

    `here`: on those that have arrived.
    """

    type: Literal["test"]
    here: NotRequired[bool]


class Counted(TypedDict):
    """How many test pictures there were, and how many were named rightly."""

    samples: int
    correct: int


class Summarize(TypedDict):
    """Say how sure shares are, and what runs with the same settings come to.

    `groups` are such runs, each with one number an epoch, or with a single result.
    """

    type: Literal["summarize"]
    tests: list[Counted]
    groups: list[list[list[float]]]


class Estimate(TypedDict):
    """Say how long recipes will take to train here, and what is still to be fetched for them."""

    type: Literal["estimate"]
    recipes: list[dict[str, Any]]


class OwnSetCommand(TypedDict):
    """The learner's own set: `content` has all pixels, then a byte for each label, then places.

    A place is 0 where the seed decides, 1 for training, 2 for the test.
    """

    type: Literal["own-set"]
    class_names: list[str]
    content: bytes


class OwnOpen(TypedDict):
    """A file to be read into pictures for the set: a picture, a zip with folders, an npz."""

    type: Literal["own-open"]
    name: str
    way: Literal["garment", "digit"]
    content: bytes


class OwnNext(TypedDict):
    type: Literal["own-next"]


class OwnFile(TypedDict):
    """The set as one file, split by a seed."""

    type: Literal["own-file"]
    seed: int


OwnCommand = OwnSetCommand | OwnOpen | OwnNext | OwnFile


class RunCell(TypedDict):
    type: Literal["run-cell"]
    cell: str
    source: str
    notebook: str
    pixel_ratio: float
    experiment: NotRequired[bool]


class Restart(TypedDict):
    type: Literal["restart"]
    notebook: str


class Program(TypedDict):
    type: Literal["program"]
    recipe: dict[str, Any]


class DataFiles(TypedDict):
    type: Literal["data-files"]
    recipe: dict[str, Any]


ExportFormat = Literal["py", "ipynb", "keras", "onnx", "npz", "safetensors", "csv"]


class Export(TypedDict):
    type: Literal["export"]
    format: ExportFormat
    recipe: dict[str, Any]


class ExportList(TypedDict):
    """The script that trains a list of runs elsewhere."""

    type: Literal["export-list"]
    recipes: list[dict[str, Any]]


class OpenModel(TypedDict):
    type: Literal["open-model"]
    run_id: int
    recipe: dict[str, Any]
    name: str
    content: bytes


Command = (
    Describe
    | Images
    | Fit
    | Pause
    | Resume
    | Advance
    | Stop
    | LookCommand
    | TraceCommand
    | ContributionsCommand
    | UnitCommand
    | HistogramsCommand
    | Predictions
    | AnswerCommand
    | NearestCommand
    | LensCommand
    | OwnCommand
    | Test
    | Summarize
    | Estimate
    | RunCell
    | Restart
    | Program
    | DataFiles
    | Export
    | ExportList
    | OpenModel
)
