"""The messages that cross the worker's border, as web/protocol.js names them on the other side.

Answers of the session to its commands (`commands`), its events, and what they are made of: plain
JSON, save bytes, which arrive in the page as Uint8Arrays.
"""

from typing import Literal, NotRequired, TypedDict

from fittingroom.app.inside.histograms import Histograms
from fittingroom.app.records import (
    Band,
    ConfidenceLevel,
    Contributions,
    Description,
    Evaluation,
    Experiment,
    Fault,
    FileSize,
    Finding,
    Gauge,
    Interval,
    LensView,
    Look,
    Neighbours,
    Network,
    OwnAnswer,
    OwnSlice,
    OwnSplit,
    Picture,
    Prediction,
    Tested,
    Trace,
    UnitCard,
)

Phase = Literal["train", "validate", "evaluate"]
RunEndReason = Literal["completed", "stopped", "early-stopping", "nan", "failed", "killed"]


# Values of replies, by command; where none is named, the value is empty.


class Empty(TypedDict):
    """The value of a reply that says only that the command was accepted."""


class ImagesReply(TypedDict):
    images: list[Picture]
    total: int


class PredictionsReply(TypedDict):
    """`levels` are counted before one of them is chosen."""

    predictions: list[Prediction]
    total: int
    levels: list[ConfidenceLevel]


class OwnOpenReply(TypedDict):
    total: int


class RunCellReply(TypedDict):
    """How a cell ended; `fingerprint` is that of the History its last training left."""

    status: Literal["ok", "error"]
    seconds: float
    fingerprint: str | None
    experiment: Experiment | None


class SummarizeReply(TypedDict):
    """One interval a test, one band a group."""

    intervals: list[Interval]
    bands: list[Band]


class EstimateReply(TypedDict):
    """Seconds by recipe; `download_bytes` counts also the test pictures of comparisons."""

    seconds: list[float]
    download_bytes: int


class ProgramReply(TypedDict):
    """The Keras program that does what Fit does, cell by cell."""

    cells: list[str]


class DataFilesReply(TypedDict):
    """The files of the data set that a recipe is trained on, by name."""

    files: list[str]


class ExportReply(TypedDict):
    name: str
    content: bytes


OwnReply = OwnSplit | OwnOpenReply | OwnSlice | ExportReply


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
    | Histograms
    | PredictionsReply
    | OwnAnswer
    | Neighbours
    | LensView
    | SummarizeReply
    | EstimateReply
    | OwnReply
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
    class_names: list[str]
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
    """Infinite while unknown."""


class EpochEnd(TypedDict):
    """Of short epochs some have a `network`, among them the first and the last."""

    type: Literal["epoch-end"]
    run_id: int
    epoch: int
    epochs: int
    seams: list[int]
    gauges: list[Gauge]
    logs: dict[str, float]
    lines: list[str]
    network: Network | None


class RunPaused(TypedDict):
    """`network` as it is after a single batch or epoch."""

    type: Literal["run-paused"]
    run_id: int
    network: Network | None


class RunResumed(TypedDict):
    type: Literal["run-resumed"]
    run_id: int


class EvaluationEvent(TypedDict):
    type: Literal["evaluation"]
    run_id: int
    evaluation: Evaluation
    findings: list[Finding]


class TestedEvent(TypedDict):
    type: Literal["tested"]
    run_id: int
    tested: Tested


class RunEnd(TypedDict):
    type: Literal["run-end"]
    run_id: int
    reason: RunEndReason
    history: dict[str, list[float]]
    seconds: float
    fingerprint: str | None
    error: Fault | None


RunEvent = (
    RunBegin | BatchEnd | EpochEnd | RunPaused | RunResumed | EvaluationEvent | TestedEvent | RunEnd
)


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


class Learning(TypedDict):
    """What the training of an experiment has come to so far, by Keras's keys."""

    kind: Literal["learning"]
    history: dict[str, list[float | None]]


CellOutput = Stream | Result | Figure | CellError | Note | LoadProgress | Learning
