"""Answers the page's questions about what a run has learned by an epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fittingroom.app.inside.findings import over_fits
from fittingroom.app.inside.inspection import contributions, trace, unit_card
from fittingroom.app.pictures.images import shown_pictures
from fittingroom.app.run import Run

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.commands import (
        ContributionsCommand,
        HistogramsCommand,
        LookCommand,
        NearestCommand,
        TraceCommand,
        UnitCommand,
    )
    from fittingroom.app.inside.histograms import Histograms
    from fittingroom.app.records import Contributions, Look, Neighbours, Trace, UnitCard


def look(run: Run, command: LookCommand) -> Look:
    epoch = run.epoch(command.get("epoch"))
    with run.weights.restored(epoch):
        network = run.network()
    return {
        "epoch": epoch,
        "kept": run.weights.epochs,
        "best": run.weights.best,
        "over_fits": over_fits(run.history, epoch, run.weights.best),
        "network": network,
        "evaluation": run.evaluation_at(epoch),
    }


def trace_picture(run: Run, command: TraceCommand) -> Trace:
    epoch = run.epoch(command.get("epoch"))
    part, index, shown = command["part"], command["index"], shown_pictures(run.dataset, command)
    with run.weights.restored(epoch):
        return trace(run.model, shown, part, index, epoch, normalize=run.recipe.normalize)


def contributions_to_unit(run: Run, command: ContributionsCommand) -> Contributions:
    with run.weights.restored(run.epoch(command.get("epoch"))):
        return contributions(
            run.model,
            shown_pictures(run.dataset, command),
            command["part"],
            command["index"],
            command["layer"],
            command["unit"],
            normalize=run.recipe.normalize,
        )


def card_of_unit(run: Run, command: UnitCommand) -> UnitCard:
    layer, unit = command["layer"], command["unit"]
    with run.weights.restored(run.epoch(command.get("epoch"))):
        return unit_card(run.model, run.dataset, layer, unit, normalize=run.recipe.normalize)


def layer_histograms(run: Run, command: HistogramsCommand) -> Histograms:
    from fittingroom.app.inside.histograms import PICTURES, histograms

    epoch = run.epoch(command.get("epoch"))
    samples = min(PICTURES, len(run.dataset.labels["test"]))
    with run.weights.restored(epoch):
        layers = histograms(run.model, run.dataset, normalize=run.recipe.normalize)
    return {"epoch": epoch, "samples": samples, "layers": layers}


def nearest_pictures(run: Run, command: NearestCommand) -> Neighbours:
    from fittingroom.app.inside.neighbours import nearest

    with run.weights.restored(run.epoch(command.get("epoch"))):
        return nearest(
            run.model,
            run.dataset,
            command["pixels"],
            command["count"],
            normalize=run.recipe.normalize,
        )
