"""Both sides of the worker's border name the same messages with the same fields."""

import json
import re
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from fittingroom.app import commands, protocol, records
from fittingroom.app.inside import histograms
from fittingroom.app.recipe import FIELDS
from session.bench import Bench
from sitebuild.tools import paths

SOURCE = (paths.WEB / "protocol.js").read_text("utf-8")
COMMENTS = re.sub(
    r"^ *\*? ?", "", "\n".join(re.findall(r"/\*\*(.*?)\*/", SOURCE, re.S)), flags=re.M
)

Fields = dict[str, bool]
"""The fields of a message, and whether each may be left out."""

WORKERS_OWN = {
    "commands": {
        *("init", "prefetch"),
        *("list-files", "read-file", "write-file", "delete-file"),
    },
    "events": {"boot", "download", "cell-output"},
}
"""Messages between page and worker that the session has no part in."""


def split(text: str, separator: str) -> list[str]:
    """Split at a separator that stands inside no bracket and no quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "{([":
            depth += 1
        elif not quoted and character in "})]":
            depth -= 1
        elif not quoted and not depth and character == separator:
            parts.append(text[start:index])
            start = index + 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def closing(text: str, start: int) -> int:
    """Index of the brace that closes the one at `start`."""
    depth = 0
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if not depth:
            return index
    raise ValueError(f"no closing brace: {text[start : start + 60]!r}")


def typedefs() -> dict[str, str]:
    """The text of each type in the JavaScript file, by its name."""
    found: dict[str, str] = {}
    for match in re.finditer(r"@typedef \{", COMMENTS):
        end = closing(COMMENTS, match.end() - 1)
        name = re.match(r"\s*(\w+)", COMMENTS[end + 1 :])
        assert name, COMMENTS[end : end + 40]
        found[name[1]] = COMMENTS[match.end() : end].strip()
    return found


TYPES = typedefs()


def members(text: str) -> list[str]:
    """The alternatives of a union."""
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return split(text, "|")


def entries(text: str) -> dict[str, str]:
    """Names, with a ? where optional, and types of an object type's fields."""
    start = text.index("{")
    inner = text[start + 1 : closing(text, start)]
    pairs = (re.match(r'"?([\w-]+\??)"?\s*:\s*(.*)', part, re.S) for part in split(inner, ","))
    return {pair[1]: pair[2] for pair in pairs if pair}


def fields(text: str) -> Fields:
    return {name.rstrip("?"): name.endswith("?") for name in entries(text)}


def by(key: str, name: str) -> dict[str, Fields]:
    """The alternatives of a union of objects, by the text of one of their fields."""
    found = (entries(member) for member in members(TYPES[name]))
    return {
        json.loads(each[key]): {field.rstrip("?"): field.endswith("?") for field in each}
        for each in found
    }


def ours(kind: Any) -> Fields:
    """The fields of a TypedDict."""
    return {name: name in kind.__optional_keys__ for name in get_type_hints(kind)}


def ours_by(key: str, union: Any) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for kind in get_args(union):
        (value,) = get_args(get_type_hints(kind)[key])
        found[value] = ours(kind)
    return found


NAMED = {
    "Fault": records.Fault,
    "Picture": records.Picture,
    "Network": records.Network,
    "Summary": records.Summary,
    "Description": records.Description,
    "Evaluation": records.Evaluation,
    "Finding": records.Finding,
    "Experiment": records.Experiment,
    "Look": records.Look,
    "Contributions": records.Contributions,
    "Trace": records.Trace,
    "UnitCard": records.UnitCard,
    "Histogram": histograms.Histogram,
    "LayerHistograms": histograms.LayerHistograms,
    "ConfidenceLevel": records.ConfidenceLevel,
    "LensStep": records.LensStep,
    "LensView": records.LensView,
    "Interval": records.Interval,
    "Gauge": records.Gauge,
    "Tested": records.Tested,
    "Band": records.Band,
    "OwnAnswer": records.OwnAnswer,
    "Neighbours": records.Neighbours,
    "OwnSplit": records.OwnSplit,
    "OwnSlice": records.OwnSlice,
}


@pytest.mark.parametrize("name", NAMED)
def test_a_type_has_the_same_fields_on_both_sides(name: str) -> None:
    assert fields(TYPES[name]) == ours(NAMED[name])


def test_types_within_types() -> None:
    prediction, picture = TYPES["Prediction"].partition("&")[::2]
    assert prediction.strip() == "Picture"
    assert fields(picture) | fields(TYPES["Picture"]) == ours(records.Prediction)
    excitement, picture = TYPES["Excitement"].partition("&")[::2]
    assert excitement.strip() == "Picture"
    assert fields(picture) | fields(TYPES["Picture"]) == ours(records.Excitement)
    neighbour, picture = TYPES["Neighbour"].partition("&")[::2]
    assert neighbour.strip() == "Picture"
    assert fields(picture) | fields(TYPES["Picture"]) == ours(records.Neighbour)
    assert fields(entries(TYPES["OwnSlice"])["refused"]) == ours(records.RefusedFile)
    assert fields(entries(TYPES["Network"])["columns"]) == ours(records.Column)
    assert fields(entries(TYPES["Summary"])["layers"]) == ours(records.LayerSummary)


def test_commands() -> None:
    theirs = by("type", "CommandBody")
    assert WORKERS_OWN["commands"] <= set(theirs)
    rest = {name: theirs[name] for name in theirs if name not in WORKERS_OWN["commands"]}
    assert rest == ours_by("type", commands.Command)


REPLIES = {
    "describe": records.Description,
    "images": protocol.ImagesReply,
    "look": records.Look,
    "trace": records.Trace,
    "contributions": records.Contributions,
    "unit": records.UnitCard,
    "histograms": histograms.Histograms,
    "predictions": protocol.PredictionsReply,
    "answer": records.OwnAnswer,
    "nearest": records.Neighbours,
    "lens": records.LensView,
    "summarize": protocol.SummarizeReply,
    "estimate": protocol.EstimateReply,
    "own-set": records.OwnSplit,
    "own-open": protocol.OwnOpenReply,
    "own-next": records.OwnSlice,
    "own-file": protocol.ExportReply,
    "run-cell": protocol.RunCellReply,
    "program": protocol.ProgramReply,
    "data-files": protocol.DataFilesReply,
    "export": protocol.ExportReply,
    "export-list": protocol.ExportReply,
    "open-model": protocol.OpenModelReply,
    **dict.fromkeys(
        ("fit", "pause", "resume", "stop", "advance", "test", "restart"), protocol.Empty
    ),
}


def test_values_of_replies() -> None:
    theirs = entries(TYPES["Replies"])
    assert set(theirs) - WORKERS_OWN["commands"] == set(REPLIES)
    for command, kind in REPLIES.items():
        text = theirs[command]
        text = TYPES[text] if text in TYPES and text != "Empty" else text
        assert (fields(text) if "{" in text else {}) == ours(kind), command


def test_events() -> None:
    theirs = by("type", "WorkerEvent")
    assert WORKERS_OWN["events"] <= set(theirs)
    rest = {name: theirs[name] for name in theirs if name not in WORKERS_OWN["events"]}
    assert rest == ours_by("type", protocol.RunEvent)


def test_outputs_of_cells() -> None:
    assert by("kind", "CellOutput") == ours_by("kind", protocol.CellOutput)


def test_closed_lists() -> None:
    codes = re.search(r"ERROR_CODES = .*?\[(.*?)\]", SOURCE, re.S)
    assert codes
    assert re.findall(r'^\s*"([\w-]+)"', codes[1], re.M) == [*get_args(records.ErrorCode)]
    reasons = [json.loads(each) for each in members(TYPES["RunEndReason"])]
    assert reasons == [*get_args(protocol.RunEndReason)]


def test_the_recipe_has_the_fields_of_its_table() -> None:
    assert set(fields(TYPES["Recipe"])) == set(FIELDS)


def test_the_reader_finds_what_differs() -> None:
    assert fields('{a: number, b?: {c: string, d: "x,y"}[]}') == {"a": False, "b": True}
    assert members('(| {a: 1} | {b: "|"})') == ["{a: 1}", '{b: "|"}']


def test_everything_typed_is_a_message() -> None:
    """A type that neither side compares would be a hole in this test."""
    written = {**vars(commands), **vars(protocol), **vars(records), **vars(histograms)}
    kinds = {name for name, value in written.items() if is_typeddict(value)}
    compared = {
        *(kind.__name__ for kind in NAMED.values()),
        *(kind.__name__ for kind in REPLIES.values()),
        *(
            kind.__name__
            for union in (commands.Command, protocol.RunEvent, protocol.CellOutput)
            for kind in get_args(union)
        ),
        *("Prediction", "Excitement", "Neighbour", "Column", "LayerSummary", "OpenedLayer"),
        *("Counted", "RefusedFile"),
        # Between the session and the worker, which tsc and the worker's own types hold.
        *("Answer", "FileSize", "StepOutcome"),
    }
    assert kinds == compared


def test_literals_are_plain_text() -> None:
    for kind in get_args(commands.Command):
        hint = get_type_hints(kind)["type"]
        assert get_origin(hint) is Literal


def test_an_unknown_command_is_a_fault(bench: Bench) -> None:
    for message in ('{"type": "evaluate"}', "{}", '{"type": "missing"}', "[]"):
        assert bench.session.handle(message)["error"]["code"] == "python-error"
