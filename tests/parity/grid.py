"""The grid: which trainings Keras and this package are compared on, chosen by rule.

Every two choices of different kinds meet in at
least one case (a pairwise covering). The same choices give the same cases everywhere.
"""

import json
from itertools import combinations, product
from typing import Any

from parity import choices

Row = dict[str, str]


def covering(kinds: dict[str, list[str]]) -> list[Row]:
    """Rows, one choice of each kind, in which any two choices meet; greedy, so not the fewest."""
    missing = {
        frozenset(pair): pair
        for first, second in combinations(kinds, 2)
        for pair in product(
            [(first, a) for a in kinds[first]], [(second, b) for b in kinds[second]]
        )
        if not clashes(dict(pair))
    }
    rows: list[Row] = []
    while missing:
        row: Row = dict(next(iter(missing.values())))
        for kind in sorted(kinds, key=lambda kind: -len(kinds[kind])):
            if kind not in row:
                fitting = [c for c in kinds[kind] if not clashes({**row, kind: c})]
                met = {c: fresh(missing, row, kind, c) for c in fitting}
                best = [choice for choice in met if met[choice] == max(met.values())]
                row[kind] = best[len(rows) % len(best)]
        for pair in combinations(row.items(), 2):
            missing.pop(frozenset(pair), None)
        rows.append({kind: row[kind] for kind in kinds})
    return rows


def fresh(missing: dict[Any, Any], row: Row, kind: str, choice: str) -> int:
    """How many pairs that have not met `choice` would make with what `row` holds."""
    return sum(frozenset(((kind, choice), other)) in missing for other in row.items())


def clashes(row: Row) -> bool:
    """Whether a schedule sets the learning rate and a callback would too, which Keras refuses."""
    return row.get("optimizer") in choices.SCHEDULED and row.get("callbacks") in choices.SETS_RATE


def rows() -> list[Row]:
    """All cases as choices by kind."""
    return covering({kind: list(given) for kind, given in choices.KINDS.items()})


def cases() -> dict[str, dict[str, Any]]:
    """All cases by name, which is the choices."""
    return {", ".join(row.values()): case_of(row) for row in rows()}


def case_of(row: Row) -> dict[str, Any]:
    """The data that `running` carries out."""
    pick = {kind: choices.KINDS[kind][choice] for kind, choice in row.items()}
    body, head, validation = pick["body"], pick["head"], pick["validation"]
    layers = [*body["layers"], *head["layers"]]
    fit = {**pick["batches"], **pick["weights"], **validation.get("fit", {})}
    if pick["callbacks"]:
        fit["callbacks"] = pick["callbacks"]
    case = {
        **{key: body[key] for key in ("shape", "frozen") if key in body},
        **{key: validation[key] for key in ("validation",) if key in validation},
        "labels": head["labels"],
        "layers": [filled(layer, pick["activation"], pick["regularizer"]) for layer in layers],
        "loss": head["loss"],
        "optimizer": pick["optimizer"],
        **pick["metrics"],
        "fit": {"epochs": 3, **fit},
    }
    watched = "val_loss" if "validation" in case or "validation_split" in fit else "loss"
    return worded(case, {"?monitor": watched, **head["words"]})


def filled(layer: list[Any], activation: str, regularizer: dict[str, Any]) -> list[Any]:
    """Put in the hidden activation where a layer leaves it open, and Dense's regularizers."""
    name, given = layer
    arguments = {key: activation if value == "?" else value for key, value in given.items()}
    return [name, {**arguments, **(regularizer if name == "Dense" else {})}]


def worded(case: Any, words: dict[str, str]) -> dict[str, Any]:
    """Put words in where they depend on labels and validation; return plain JSON data."""
    text = json.dumps(case)
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return json.loads(text)
