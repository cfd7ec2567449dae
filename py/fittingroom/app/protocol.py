"""The messages that cross the worker's border, as web/protocol.js names them on the other side.

Commands and answers of the session, its events, and what they are made of: plain JSON, save bytes,
which arrive in the page as Uint8Arrays.
"""

from typing import Any, Literal, NotRequired, TypedDict

Part = Literal["train", "test"]
Phase = Literal["train", "validate", "evaluate"]
RunEndReason = Literal["completed", "stopped", "early-stopping", "nan", "failed", "killed"]
ErrorCode = Literal[
    "boot-failed",
    "version-mismatch",
    "data-missing",
    "data-corrupt",
    "recipe-invalid",
    "busy",
    "loss-nan",
    "out-of-memory",
    "python-error",
    "worker-died",
]


class Fault(TypedDict):
    """What went wrong, in the learner's words; `file` names a download, where it is one."""

    code: ErrorCode
    message: str
    hint: str
    traceback: str
    file: NotRequired[str]


class FileSize(TypedDict):
    """A file of the data set; `bytes` is its size on the wire."""

    name: str
    bytes: int


class Picture(TypedDict):
    """A picture of the set; `pixels` are 784 bytes, row by row, 0 being background."""

    index: int
    label: int
    name: str
    one_hot: list[int]
    pixels: bytes


class Prediction(Picture):
    """A test picture after training; `probabilities` holds one number per class."""

    predicted: int
    predicted_name: str
    correct: bool
    probabilities: list[float]


class Column(TypedDict):
    """A column of the network's drawing; `shown` are the indices of the units shown."""

    name: str
    units: int
    shown: list[int]
    activation: str


class Network(TypedDict):
    """The network, thinned out for a drawing; see `network_drawing.draw`."""

    columns: list[Column]
    links: list[list[list[float]]] | None
    tiles: bytes | None
    changes: bytes | None


class LayerSummary(TypedDict):
    """A row of the summary; None in `output_shape` stands for the batch."""

    name: str
    type: str
    output_shape: list[int | None]
    params: int


class Summary(TypedDict):
    """The summary of a model; `text` is Keras's own table."""

    layers: list[LayerSummary]
    total_params: int
    text: str


class Description(TypedDict):
    """What a recipe amounts to before any training."""

    summary: Summary
    network: Network
    class_names: list[str]
    train_samples: int
    validation_samples: int
    test_samples: int
    steps_per_epoch: int
    download_bytes: int


class Evaluation(TypedDict):
    """Results on the test pictures; `confusion[true][predicted]` counts pictures."""

    loss: float
    accuracy: float
    samples: int
    correct: int
    confusion: list[list[int]]
    seconds: float


class Trace(TypedDict):
    """A picture's way through the network; see `inspection.trace`."""

    part: Part
    picture: Picture
    epoch: int
    activations: list[list[float]]
    logits: list[float]
    exponentials: list[float]


class Contributions(TypedDict):
    """What a unit's inputs add for a picture; see `inspection.contributions`."""

    layer: int
    unit: int
    weights: list[float]
    inputs: list[float]
    products: list[float]
    largest: list[int]
    rest: float
    bias: float
    sum: float
    output: float
    activation: str


class Excitement(Picture):
    """A picture with a unit's answer to it."""

    answer: float


class UnitCard(TypedDict):
    """What a unit does with the test pictures; see `inspection.unit_card`."""

    layer: int
    unit: int
    name: str
    activation: str
    inputs: int
    bias: float
    incoming: list[float]
    outgoing: list[float]
    samples: int
    active: float
    means: list[float]
    exciting: list[Excitement]


class Look(TypedDict):
    """The network after an epoch: `kept` are the epochs that can be shown, `best` one of them."""

    epoch: int
    kept: list[int]
    best: int | None
    network: Network
    evaluation: Evaluation | None


class Finding(TypedDict):
    """A sentence on a run, and what to do next: change a setting, or open a cell of the matrix."""

    text: str
    label: str | None
    key: str | None
    value: float | None
    cell: list[int] | None


class Experiment(TypedDict):
    """What the program of an experiment leaves behind; None where it leaves none.

    Numbers of the history that are not finite are None. `pixels` are the 784 bytes of the first
    test picture, `label` its class, `probabilities` the prediction for it.
    """

    history: dict[str, list[float | None]] | None
    evaluation: list[float] | None
    params: int
    probabilities: list[float] | None
    label: int
    pixels: bytes


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
    type: Literal["trace"]
    part: Part
    index: int
    epoch: NotRequired[int]


class ContributionsCommand(TypedDict):
    type: Literal["contributions"]
    part: Part
    index: int
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
    | RunCell
    | Restart
    | Program
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


ReplyValue = (
    Description
    | ImagesReply
    | Look
    | Trace
    | Contributions
    | UnitCard
    | PredictionsReply
    | RunCellReply
    | ProgramReply
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
