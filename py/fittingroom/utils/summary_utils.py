"""The table of layers and parameters: as Keras prints it, and as plain data."""

import shutil
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from fittingroom.backend import Array, Shape
from fittingroom.backend.variables import Variable

_Row = tuple[str, ...]
_HEADER: _Row = ("Layer (type)", "Output Shape", "Param #")
_POSITIONS = (0.45, 0.80, 1.0)
_POSITIONS_CONNECTED = (0.3, 0.56, 0.74, 1.0)
_LEFT_TO_TRAINABLE = 0.9
_WIDTH, _WIDTH_CONNECTED, _WIDTH_OF_TRAINABLE = 88, 108, 12
_STEP_COUNTER_BYTES = 8
_LEARNING_RATE_BYTES = 4


class _Layer(Protocol):
    name: str
    built: bool

    @property
    def trainable(self) -> bool: ...
    @property
    def variables(self) -> Sequence[Variable]: ...
    def count_params(self) -> int: ...
    def compute_output_shape(self, input_shape: Shape) -> Shape: ...


class _Optimizer(Protocol):
    built: bool
    slots: list[list[Array]]

    @property
    def keeps_rate(self) -> bool: ...


class SummarizedModel(Protocol):
    """What a summary needs of a model."""

    name: str
    known_input_shape: Shape | None

    @property
    def layers(self) -> Sequence[_Layer]: ...
    @property
    def trainable_weights(self) -> Sequence[Variable]: ...
    @property
    def non_trainable_weights(self) -> Sequence[Variable]: ...
    @property
    def optimizer(self) -> _Optimizer | None: ...


def summary_rows(model: SummarizedModel) -> dict[str, Any]:
    """Return the summary as plain data.

    Returns:
        `layers`: list of `{"name", "type", "output_shape", "params"}`, where an unbuilt layer
        has None for the last two; `total_params`, `trainable_params`, `non_trainable_params`,
        `optimizer_params` (None before the first fit), and the same names with `_bytes`.
    """
    weights = {
        "trainable": model.trainable_weights,
        "non_trainable": model.non_trainable_weights,
    }
    counts = {kind: sum(w.size for w in given) for kind, given in weights.items()}
    sizes = {kind: sum(w.nbytes for w in given) for kind, given in weights.items()}
    optimizer = model.optimizer
    if optimizer is not None and optimizer.built:
        slots = [slot for kind in optimizer.slots for slot in kind]
        # Parity: Keras also counts the step counter and the learning rate.
        counts["optimizer"] = sum(slot.size for slot in slots) + 1 + optimizer.keeps_rate
        slot_bytes = sum(slot.nbytes for slot in slots)
        sizes["optimizer"] = slot_bytes + _STEP_COUNTER_BYTES
        sizes["optimizer"] += optimizer.keeps_rate * _LEARNING_RATE_BYTES
    counts["total"], sizes["total"] = sum(counts.values()), sum(sizes.values())
    return {
        "name": model.name,
        "layers": _layer_rows(model),
        **{
            f"{kind}_params{unit}": values.get(kind)
            for unit, values in (("", counts), ("_bytes", sizes))
            for kind in ("total", "trainable", "non_trainable", "optimizer")
        },
    }


def print_summary(
    model: SummarizedModel,
    print_fn: Callable[[str], object] | None = None,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    show_trainable: bool = False,
) -> None:
    """Print Keras's summary table; `print_fn` gets the whole text at once."""
    (print_fn or _print_text)(summary_text(model, line_length, positions, show_trainable))


def summary_text(
    model: SummarizedModel,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    show_trainable: bool = False,
) -> str:
    """Return Keras's summary table, each line ended by a newline.

    Args:
        line_length: width in characters; by default 88 (100 with `show_trainable`), or what the
            terminal has less 4.
        positions: where each column ends, as fractions of the width.
        show_trainable: whether a column shows which layers training changes.
    """
    rows = summary_rows(model)
    connections: list[str] | None = getattr(model, "connections", None)
    width = (_WIDTH if connections is None else _WIDTH_CONNECTED) + (
        _WIDTH_OF_TRAINABLE * show_trainable
    )
    width = line_length or min(width, shutil.get_terminal_size().columns - 4)
    cells: list[_Row] = [
        (f"{row['name']} ({row['type']})", _shape_text(row), _params_text(row))
        for row in rows["layers"]
    ]
    header, ends, sides = _HEADER, [*(positions or _POSITIONS)], "<<>"
    if connections is not None:
        header, sides = (*_HEADER, "Connected to"), "<<><"
        ends = [*(positions or _POSITIONS_CONNECTED)]
        cells = [(*cell, taken) for cell, taken in zip(cells, connections, strict=True)]
    if show_trainable:
        header, ends = (*header, "Trainable"), [end * _LEFT_TO_TRAINABLE for end in ends] + [1.0]
        marks = [_mark(layer) for layer in model.layers]
        cells = [(*cell, mark) for cell, mark in zip(cells, marks, strict=True)]
    lines = [
        f'Model: "{model.name}"',
        *_table(header, cells, _column_widths(width, ends), f"{sides}^"),
    ]
    for kind in ("total", "trainable", "non_trainable", "optimizer"):
        count = rows[f"{kind}_params"]
        if count is not None:
            title = kind.capitalize().replace("_", "-")
            lines.append(f" {title} params: {count:,} ({_memory(rows[f'{kind}_params_bytes'])})")
    return "\n".join(lines) + "\n"


def _print_text(text: str) -> None:
    print(text, end="")


def _layer_rows(model: SummarizedModel) -> list[dict[str, Any]]:
    shape: Shape | None = model.known_input_shape
    rows: list[dict[str, Any]] = []
    known = getattr(model, "shapes_of_layers", None)
    for index, layer in enumerate(model.layers):
        if known is not None:
            shape = known[index]
        else:
            shape = layer.compute_output_shape(shape) if shape and layer.built else None
        rows.append(
            {
                "name": layer.name,
                "type": type(layer).__name__,
                "output_shape": shape,
                "params": layer.count_params() if layer.built else None,
            }
        )
    return rows


def _shape_text(row: dict[str, Any]) -> str:
    shape = row["output_shape"]
    return "?" if shape is None else f"({', '.join(map(str, shape))})"


def _params_text(row: dict[str, Any]) -> str:
    return "0 (unbuilt)" if row["params"] is None else f"{row['params']:,}"


def _memory(size: float) -> str:
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} TB"


def _mark(layer: _Layer) -> str:
    return ("Y" if layer.trainable else "N") if layer.variables else "-"


def _column_widths(line_length: int, positions: Sequence[float]) -> list[int]:
    """Widths of the text columns. Parity: rich's table takes its lines and margins off evenly.

    Raises:
        ValueError: if a column would hold nothing.
    """
    ends = [int(position * line_length) for position in positions]
    starts = [0, *ends[:-1]]
    if any(end - start < 4 for start, end in zip(starts, ends, strict=True)):
        raise ValueError("Insufficient console width to print summary.")
    widths = [end - start + 2 for start, end in zip(starts, ends, strict=True)]
    excess = sum(widths) + len(widths) + 1 - line_length
    for index in range(len(widths)):
        share = round(excess / (len(widths) - index))
        widths[index] -= share
        excess -= share
    return [width - 2 for width in widths]


def _table(header: _Row, rows: list[_Row], widths: list[int], sides: str) -> list[str]:
    """Return the lines of a table; `sides` is the alignment of each column."""

    def rule(left: str, line: str, cross: str, right: str) -> str:
        return left + cross.join(line * (width + 2) for width in widths) + right

    lines = [rule("┏", "━", "┳", "┓"), *_cell_lines(header, widths, "┃", sides)]
    lines.append(rule("┡", "━", "╇", "┩"))
    for index, row in enumerate(rows):
        if index:
            lines.append(rule("├", "─", "┼", "┤"))
        lines += _cell_lines(row, widths, "│", sides)
    lines.append(rule("└", "─", "┴", "┘"))
    return lines


def _cell_lines(row: _Row, widths: list[int], bar: str, sides: str) -> list[str]:
    wrapped = [_wrap(text, width) for text, width in zip(row, widths, strict=True)]
    lines: list[str] = []
    for index in range(max(map(len, wrapped))):
        texts = [column[index] if index < len(column) else "" for column in wrapped]
        cells = [
            f" {text:{side}{width}} "
            for text, width, side in zip(texts, widths, sides, strict=False)
        ]
        lines.append(bar + bar.join(cells) + bar)
    return lines


def _wrap(text: str, width: int) -> list[str]:
    """Break at spaces; a word that is too long ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line if len(line) <= width else line[: width - 1] + "…" for line in lines]
