"""The Code view as a learner meets it: cells by their names, their text, what is said of them."""

import re

from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from fittingroom.app.recipe import Recipe
from fittingroom.notebook.program.keras_source import cells_from_recipe

STEPS = ["Load", "Define", "Compile", "Fit", "Evaluate", "Predict"]


class Program:
    """The program in the page that `app` has open in its Code view."""

    def __init__(self, app: AppPage) -> None:
        self.app = app
        self.room = app.page.get_by_role("region", name="Program", exact=True)

    @property
    def names(self) -> list[str]:
        """The cells in order."""
        return self.room.get_by_role("heading", level=3).all_inner_texts()

    def cell(self, name: str) -> Locator:
        return self.room.get_by_role("group", name=name, exact=True)

    def editor(self, name: str) -> Locator:
        return self.room.get_by_role("textbox", name=f"Code of {name}", exact=True)

    def text(self, name: str) -> str:
        """What stands in a cell's editor."""
        read = "at => [...at.querySelectorAll('.cm-line')].map((line) => line.textContent)"
        return "\n".join(self.editor(name).evaluate(read))

    def button(self, name: str) -> Locator:
        return self.room.get_by_role("button", name=name, exact=True)

    @property
    def said(self) -> Locator:
        """The line that tells of the whole program."""
        return self.room.locator(".notebook-bar").get_by_role("status")

    def is_the_twin(self, **recipe: object) -> None:
        """Expect, cell by cell, the program that Python writes for a recipe."""
        cells = cells_from_recipe(Recipe.from_json(recipe))
        for name, source in zip(STEPS, cells, strict=True):
            lines = [line.strip() for line in source.splitlines()]
            expect(self.editor(name).locator(".cm-line")).to_have_text(lines)
            assert self.text(name) == source
        assert self.names == STEPS
        expect(self.room.get_by_text("It follows the settings.")).to_be_visible()

    def is_yours(self) -> None:
        expect(self.room.get_by_text("The program is yours now.")).to_be_visible()

    def ends(self, name: str, status: str) -> None:
        """Wait until a cell has run."""
        cell = self.cell(name)
        expect(cell).to_have_attribute("data-status", re.compile("^(ok|error|lost|refused)$"))
        expect(cell, cell.inner_text()).to_have_attribute("data-status", status)
