"""What the element for other people's pages is made from, and what its users' tools read of it.

Its attributes are the recipe's keys, so all of this comes from the recipe's table.
"""

import json
from pathlib import Path
from typing import Any

RECIPE = Path(__file__).parents[2] / "fittingroom" / "app" / "recipe.json"
NOT_ATTRIBUTES = ("view", "lesson", "run", "embed")
"""Keys of the page that a frame has no use for, or that the element sets itself."""
PROPERTIES = {"stop": "stopWhen", "normalize": "normalized"}
"""Properties that are not called as their attribute is, since a method is."""
TYPES = {"int": "number", "float": "number", "bool": "boolean"}
ABOUT = {
    "match": "Fingerprint that a run should have; the page says whether it has.",
    "theme": "Colours of poster and page. auto follows the course page or the device.",
    "hide": "Panels to leave out, with commas between them.",
    "lock": "Settings that stand fixed, with commas between them, or all. Guidance, not security.",
    "lang": "Language of the page.",
    "autostart": "Start by itself once it comes near the viewport.",
}
METHODS = {
    "fit": "Trains, and opens the page for it where that is still to do.",
    "stop": "Ends the run under way.",
    "reset": "Back to the settings that the attributes say, without results.",
}
EVENTS = {
    "ready": ("Record<string, never>", "Python is ready."),
    "epoch": ("{ epoch: number; epochs: number; logs: Logs }", "An epoch, from 0, has ended."),
    "done": (
        "{ history: Record<string, number[]>; evaluation: Evaluation; "
        "fingerprint: string | null; seconds: number }",
        "A run has ended and was evaluated.",
    ),
    "failed": ("{ code: string; message: string }", "Something went wrong; the page says what."),
}
Json = dict[str, Any]

DECLARATIONS = """\
// Types of <fitting-room>, made from the recipe's table.

/** Keras's keys. */
export type Logs = {{
  loss?: number;
  accuracy?: number;
  val_loss?: number;
  val_accuracy?: number;
}};
/** `confusion[true][predicted]` counts test pictures. */
export type Evaluation = {{
  loss: number;
  accuracy: number;
  samples: number;
  correct: number;
  confusion: number[][];
  seconds: number;
}};

export interface FittingRoomEvents {{
{events}
}}

/** Setting `null` takes the attribute away. The script defines the element and exports nothing. */
export interface FittingRoom extends HTMLElement {{
{properties}
{methods}
  addEventListener<K extends keyof FittingRoomEvents>(
    type: K,
    listener: (this: FittingRoom, event: FittingRoomEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: FittingRoom, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}}

declare global {{
  interface HTMLElementTagNameMap {{
    "fitting-room": FittingRoom;
  }}
}}
"""


def attributes() -> dict[str, tuple[str, str | None]]:
    """What the script knows of its attributes: JavaScript's type, and the usual text or None."""
    return {row["key"]: (_type(row), _usual(row)) for row in _rows()}


def declarations() -> str:
    """`embed.d.ts`: the element for TypeScript."""
    properties = [line for row in _rows() if row["key"] != "lang" for line in _declared(row)]
    return DECLARATIONS.format(
        events="\n".join(
            f"  /** {about} */\n  {name}: CustomEvent<{detail}>;"
            for name, (detail, about) in EVENTS.items()
        ),
        properties="\n".join(
            [*properties, f"  /** {ABOUT['autostart']} */\n  autostart: boolean;"]
        ),
        methods="\n".join(
            f"  /** {about} */\n  get {name}(): () => void;\n"
            "  /** As the attribute, for frameworks that set what they find. */\n"
            f"  set {name}(value: string | null);"
            if name in PROPERTIES
            else f"  /** {about} */\n  {name}(): void;"
            for name, about in METHODS.items()
        ),
    )


def manifest() -> str:
    """`custom-elements.json`: the element for editors and catalogues."""
    known = _manifest_attributes()
    fields = [
        {
            "kind": "field",
            "name": each["fieldName"],
            "attribute": each["name"],
            "description": each["description"],
            "type": each["type"],
        }
        for each in known
    ]
    methods = [
        {"kind": "method", "name": name, "description": about} for name, about in METHODS.items()
    ]
    events = [
        {"name": name, "description": about, "type": {"text": f"CustomEvent<{detail}>"}}
        for name, (detail, about) in EVENTS.items()
    ]
    element: Json = {
        "kind": "class",
        "customElement": True,
        "name": "FittingRoom",
        "tagName": "fitting-room",
        "description": "Trains a neural network on pictures of clothes inside another page.",
        "superclass": {"name": "HTMLElement"},
        "attributes": known,
        "members": [*fields, *methods],
        "events": events,
    }
    definition = {
        "kind": "custom-element-definition",
        "name": "fitting-room",
        "declaration": {"name": "FittingRoom", "module": "embed.js"},
    }
    module: Json = {
        "kind": "javascript-module",
        "path": "embed.js",
        "declarations": [element],
        "exports": [definition],
    }
    return json.dumps({"schemaVersion": "2.1.0", "modules": [module]}, indent=1) + "\n"


def _manifest_attributes() -> list[Json]:
    known: list[Json] = []
    for row in _rows():
        about: Json = {
            "name": row["key"],
            "fieldName": PROPERTIES.get(row["key"], row["key"]),
            "description": _about(row),
            "type": {"text": _written(row)},
        }
        usual = _usual(row)
        known.append(about if usual is None else {**about, "default": json.dumps(usual)})
    autostart = {"name": "autostart", "fieldName": "autostart", "default": "false"}
    autostart["description"] = ABOUT["autostart"]
    return [*known, {**autostart, "type": {"text": "boolean"}}]


def _rows() -> list[Json]:
    table = json.loads(RECIPE.read_text("utf-8"))
    return [row for row in table["fields"] + table["page"] if row["key"] not in NOT_ATTRIBUTES]


def _type(row: Json) -> str:
    if row["type"] == "choice":
        return "number" if isinstance(row["choices"][0], int) else "string"
    return TYPES.get(row["type"], "string")


def _usual(row: Json) -> str | None:
    """A default as the attribute would say it."""
    default = row["default"]
    if row["type"] == "layers":
        return ",".join(str(layer["units"]) for layer in default)
    if isinstance(default, bool):
        return str(int(default))
    return None if default in (None, []) else str(default)


def _written(row: Json) -> str:
    """The type of a property in TypeScript."""
    known = (
        " | ".join(json.dumps(choice) for choice in row["choices"])
        if row["type"] == "choice"
        else _type(row)
    )
    return known if _usual(row) is not None else f"{known} | null"


def _declared(row: Json) -> list[str]:
    name = PROPERTIES.get(row["key"], row["key"])
    given = "string | null" if _type(row) == "string" else f"{_type(row)} | string | null"
    return [
        f"  /** {_about(row)} */",
        f"  get {name}(): {_written(row)};",
        f"  set {name}(value: {given});",
    ]


def _about(row: Json) -> str:
    return row.get("help") or ABOUT[row["key"]]
