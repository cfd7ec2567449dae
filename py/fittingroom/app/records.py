"""What the messages across the worker's border are made of: plain data, as in web/protocol.js."""

from typing import Literal, NotRequired, TypedDict

Part = Literal["train", "test"]
ShownPart = Literal["train", "test", "own"]
"""Where a picture that is looked at comes from: `own` is one of the learner's."""
ErrorCode = Literal[
    "boot-failed",
    "version-mismatch",
    "data-missing",
    "data-corrupt",
    "recipe-invalid",
    "file-invalid",
    "picture-invalid",
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


Confidence = Literal["sure", "between", "unsure"]


class ConfidenceLevel(TypedDict):
    """How many predictions are at least so probable and less than that, as they are shown."""

    name: Confidence
    least: float | None
    below: float | None
    total: int


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
    memory_bytes: int
    """About; see `speed.memory_bytes`."""
    seconds: float
    """Of training on this device, as far as is known."""


class Interval(TypedDict):
    """A 95 % interval of a share; see `statistics.wilson`."""

    low: float
    high: float


class Evaluation(TypedDict):
    """Results on the test pictures; `confusion[true][predicted]` counts pictures."""

    loss: float
    accuracy: float
    samples: int
    correct: int
    interval: NotRequired[Interval]
    confusion: list[list[int]]
    seconds: float


class Trace(TypedDict):
    """A picture's way through the network; see `inspection.trace`."""

    part: ShownPart
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
    """What a unit does with the test pictures; see `inspection.unit_card`.

    `means` is None for a class of which there is no test picture.
    """

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
    means: list[float | None]
    exciting: list[Excitement]


class Gauge(TypedDict):
    """A Dense layer after an epoch; see `gauges`.

    `update` is the size of the epoch's last update over that of the weights.
    """

    name: str
    update: float
    dead: int
    units: int


class Tested(TypedDict):
    """A network's answers to the test pictures that all runs are compared by; see `Run.test`."""

    samples: int
    correct: int
    loss: float


class Band(TypedDict):
    """What runs with the same settings come to; see `statistics.band`."""

    statistic: Literal["median", "interquartile mean"]
    runs: int
    middle: list[float]
    low: list[float]
    high: list[float]


class Look(TypedDict):
    """The network after an epoch: `kept` are the epochs that can be shown, `best` one of them.

    `over_fits`: since the best the validation loss has risen while the training loss still fell.
    """

    epoch: int
    kept: list[int]
    best: int | None
    over_fits: bool
    network: Network
    evaluation: Evaluation | None


class LensStep(TypedDict):
    """A step of a lens: what is done, in words, and the picture after it; see `lens.steps`.

    `pixels` are red, green and blue, row by row, made small to be shown.
    """

    title: str
    words: str
    width: int
    height: int
    pixels: bytes


class LensView(TypedDict):
    """How a picture becomes 28 by 28; see `lens.lens`."""

    steps: list[LensStep]
    pixels: bytes
    inverted: bool
    light_border: bool
    warning: str | None


class OwnAnswer(TypedDict):
    """What a network says of a picture of the learner's own.

    `epoch` is that of its weights, None for a network that has not been trained.
    """

    probabilities: list[float]
    class_names: list[str]
    epoch: int | None


class Neighbour(Picture):
    """A training picture, and how far it is from another one."""

    distance: float


class Neighbours(TypedDict):
    """The training pictures nearest to one, of the first `among`, the nearest first.

    `by_pixels` compares pixels, `by_layer` the answers of the last hidden layer; that list is empty
    where there is none.
    """

    by_pixels: list[Neighbour]
    by_layer: list[Neighbour]
    among: int


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


class OwnSplit(TypedDict):
    """How the set is split: its sizes, those of each class as [train, test], and what it lacks."""

    train: int
    test: int
    counts: list[list[int]]
    advice: list[str]


class RefusedFile(TypedDict):
    name: str
    why: str


class OwnSlice(TypedDict):
    """Pictures that were read: each one's class among `class_names`, "" where no folder says it."""

    class_names: list[str]
    labels: list[int]
    places: bytes
    pixels: bytes
    refused: list[RefusedFile]
    done: int
    total: int
