"""The messages that cross the worker's border, as web/protocol.js names them on the other side.

Commands and answers of the session, its events, and what they are made of: plain JSON, save bytes,
which arrive in the page as Uint8Arrays.
"""

from typing import Any, Literal, NotRequired, TypedDict

from fittingroom.app.records import (
    Contributions,
    Description,
    Evaluation,
    Experiment,
    Fault,
    FileSize,
    Finding,
    LensView,
    Look,
    Neighbours,
    Network,
    OwnAnswer,
    Part,
    Picture,
    Prediction,
    ShownPart,
    Trace,
    UnitCard,
)

Phase = Literal["train", "validate", "evaluate"]
RunEndReason = Literal["completed", "stopped", "early-stopping", "nan", "failed", "killed"]


# Commands. `init` and `prefetch` are the worker's own and do not reach the session; recipes are
# checked by `Recipe.from_json`.


class Describe(TypedDict):
    type: Literal["describe"]
    recipe: dict[str, Any]


class Images(TypedDict):
    type: Literal["images"]
    recipe: dict[str, Any]
    part: Part
    start: int
    count: int


class Fit(TypedDict):
    type: Literal["fit"]
    recipe: dict[str, Any]
    run_id: int
    go_on: NotRequired[bool]
    """Whether to go on from the latest run where that is possible, and not begin anew."""


class Pause(TypedDict):
    type: Literal["pause"]


class Resume(TypedDict):
    type: Literal["resume"]


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


class Predictions(TypedDict):
    type: Literal["predictions"]
    which: Literal["all", "right", "wrong"]
    truth: NotRequired[int]
    predicted: NotRequired[int]
    order: NotRequired[Literal["surest", "doubtful"]]
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
    | Stop
    | LookCommand
    | TraceCommand
    | ContributionsCommand
    | UnitCommand
    | Predictions
    | AnswerCommand
    | NearestCommand
    | LensCommand
    | RunCell
    | Restart
    | Program
    | DataFiles
    | Export
    | OpenModel
)


# Values of replies, by command; where none is named, the value is empty.


class Empty(TypedDict):
    """The value of a reply that says only that the command was accepted."""


class ImagesReply(TypedDict):
    images: list[Picture]
    total: int


class PredictionsReply(TypedDict):
    predictions: list[Prediction]
    total: int


class RunCellReply(TypedDict):
    """How a cell ended; `fingerprint` is that of the History its last training left."""

    status: Literal["ok", "error"]
    seconds: float
    fingerprint: str | None
    experiment: Experiment | None


class ProgramReply(TypedDict):
    """The Keras program that does what Fit does, cell by cell."""

    cells: list[str]


class DataFilesReply(TypedDict):
    """The files of the data set that a recipe is trained on, by name."""

    files: list[str]


class ExportReply(TypedDict):
    name: str
    content: bytes


class OpenedLayer(TypedDict):
    units: int
    activation: str


class OpenModelReply(TypedDict):
    """The settings that the model of a file amounts to."""

    classes: int
    samples: int
    normalize: bool
    layers: list[OpenedLayer]


ReplyValue = (
    Description
    | ImagesReply
    | Look
    | Trace
    | Contributions
    | UnitCard
    | PredictionsReply
    | OwnAnswer
    | Neighbours
    | LensView
    | RunCellReply
    | ProgramReply
    | DataFilesReply
    | ExportReply
    | OpenModelReply
    | Empty
)


class Answer(TypedDict, total=False):
    """The session's answer to a command: exactly one of these.

    `needs` lists files to add before the command is given again.
    """

    value: ReplyValue
    error: Fault
    needs: list[FileSize]


# Events of a run.


class RunBegin(TypedDict):
    type: Literal["run-begin"]
    run_id: int
    train_samples: int
    validation_samples: int
    test_samples: int
    steps_per_epoch: int
    epoch: int
    """How many epochs it goes on from."""
    backend: str
    network: Network


class BatchEnd(TypedDict):
    type: Literal["batch-end"]
    run_id: int
    phase: Phase
    epoch: int
    epochs: int
    samples: int
    total: int
    fraction: float
    logs: dict[str, float]
    images_per_second: float
    seconds_left: float


class EpochEnd(TypedDict):
    type: Literal["epoch-end"]
    run_id: int
    epoch: int
    epochs: int
    seams: list[int]
    logs: dict[str, float]
    lines: list[str]
    network: Network


class RunPaused(TypedDict):
    type: Literal["run-paused"]
    run_id: int


class RunResumed(TypedDict):
    type: Literal["run-resumed"]
    run_id: int


class EvaluationEvent(TypedDict):
    type: Literal["evaluation"]
    run_id: int
    evaluation: Evaluation
    findings: list[Finding]


class RunEnd(TypedDict):
    type: Literal["run-end"]
    run_id: int
    reason: RunEndReason
    history: dict[str, list[float]]
    seconds: float
    fingerprint: str | None
    error: Fault | None


RunEvent = RunBegin | BatchEnd | EpochEnd | RunPaused | RunResumed | EvaluationEvent | RunEnd


class StepOutcome(TypedDict):
    """What a slice of the session's work came to; `more` says whether there is more to do now."""

    events: list[RunEvent]
    more: bool


# Outputs of a cell while it runs.


class Stream(TypedDict):
    kind: Literal["stream"]
    name: Literal["stdout", "stderr"]
    text: str


class Result(TypedDict):
    kind: Literal["result"]
    text: str
    html: NotRequired[str]


class Figure(TypedDict):
    kind: Literal["figure"]
    png: bytes
    width: float
    height: float
    alt: str


class CellError(TypedDict):
    kind: Literal["error"]
    name: str
    message: str
    traceback: str


class Note(TypedDict):
    kind: Literal["note"]
    text: str


class LoadProgress(TypedDict):
    kind: Literal["progress"]
    label: str
    loaded: int
    total: int


CellOutput = Stream | Result | Figure | CellError | Note | LoadProgress
