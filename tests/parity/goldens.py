"""The golden file: what real Keras answered, one answer a line, so that a diff shows changes."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("goldens.json")
NAMES = FILE.parents[2] / "py" / "fittingroom" / "compat" / "keras_names.json"


def joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Join what the parts of make_goldens wrote, the answers in order of their names."""
    answers = {name: answer for part in parts for name, answer in part["answers"].items()}
    return {**parts[0], "answers": dict(sorted(answers.items()))}


def write(content: dict[str, Any]) -> None:
    """Write the golden file, and Keras's public names to where fittingroom.compat reads them."""
    names = [f" {json.dumps(path)}: {json.dumps(text)}" for path, text in content["names"].items()]
    NAMES.write_text("{\n" + ",\n".join(names) + "\n}\n", encoding="utf-8")
    head = f'{{"versions": {json.dumps(content["versions"])},\n"answers": {{\n'
    lines = [
        f"{json.dumps(name)}: {json.dumps(answer, separators=(',', ':'))}"
        for name, answer in content["answers"].items()
    ]
    FILE.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def read() -> dict[str, Any]:
    """Read the golden file."""
    return json.loads(FILE.read_text(encoding="utf-8"))
