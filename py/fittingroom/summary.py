"""The table of layers and parameters: as Keras prints it, and as data for a page.

Imports the standard library and NumPy only; reads a model, changes nothing.
"""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fittingroom.layer import Shape

if TYPE_CHECKING:
    from fittingroom.models import Sequential

_HEADER = ("Layer (type)", "Output Shape", "Param #")
_POSITIONS = (0.45, 0.80, 1.0)
_STEP_COUNTER_BYTES = 8
_LEARNING_RATE_BYTES = 4


def summary_rows(model: "Sequential") -> dict[str, Any]:
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
    model: "Sequential",
    print_fn: Callable[[str], object] | None = None,
    line_length: int | None = None,
) -> None:
    """Print Keras's summary table; `print_fn` gets the whole text at once."""
    (print_fn or _print_text)(summary_text(model, line_length))


def summary_text(model: "Sequential", line_length: int | None = None) -> str:
    """Return Keras's summary table, each line ended by a newline.

    Args:
        line_length: width in characters; by default 88, or what the terminal has less 4.
    """
    rows = summary_rows(model)
    line_length = line_length or min(88, shutil.get_terminal_size().columns - 4)
    cells = [
        (f"{row['name']} ({row['type']})", _shape_text(row), _params_text(row))
        for row in rows["layers"]
    ]
    lines = [f'Model: "{model.name}"', *_table(cells, _column_widths(line_length))]
    for kind in ("total", "trainable", "non_trainable", "optimizer"):
        count = rows[f"{kind}_params"]
        if count is not None:
            title = kind.capitalize().replace("_", "-")
            lines.append(f" {title} params: {count:,} ({_memory(rows[f'{kind}_params_bytes'])})")
    return "\n".join(lines) + "\n"


def _print_text(text: str) -> None:
    print(text, end="")


def _layer_rows(model: "Sequential") -> list[dict[str, Any]]:
    shape: Shape | None = model.known_input_shape
    rows: list[dict[str, Any]] = []
    for layer in model.layers:
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


def _column_widths(line_length: int) -> list[int]:
    """Widths of the text columns. Parity: rich's table takes its lines and margins off evenly."""
    ends = [int(position * line_length) for position in _POSITIONS]
    starts = [0, *ends[:-1]]
    widths = [end - start + 2 for start, end in zip(starts, ends, strict=True)]
    excess = sum(widths) + len(widths) + 1 - line_length
    for index in range(len(widths)):
        share = round(excess / (len(widths) - index))
        widths[index] -= share
        excess -= share
    return [width - 2 for width in widths]


def _table(rows: list[tuple[str, str, str]], widths: list[int]) -> list[str]:
    def rule(left: str, line: str, cross: str, right: str) -> str:
        return left + cross.join(line * (width + 2) for width in widths) + right

    lines = [rule("┏", "━", "┳", "┓"), *_cell_lines(_HEADER, widths, "┃")]
    lines.append(rule("┡", "━", "╇", "┩"))
    for index, row in enumerate(rows):
        if index:
            lines.append(rule("├", "─", "┼", "┤"))
        lines += _cell_lines(row, widths, "│")
    lines.append(rule("└", "─", "┴", "┘"))
    return lines


def _cell_lines(row: tuple[str, ...], widths: list[int], bar: str) -> list[str]:
    wrapped = [_wrap(text, width) for text, width in zip(row, widths, strict=True)]
    lines: list[str] = []
    for index in range(max(map(len, wrapped))):
        texts = [column[index] if index < len(column) else "" for column in wrapped]
        name, shape, params = (
            f"{text:>{width}}" if last else f"{text:<{width}}"
            for text, width, last in zip(texts, widths, (False, False, True), strict=True)
        )
        lines.append(f"{bar} {name} {bar} {shape} {bar} {params} {bar}")
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
