"""What axe-core has to say of a page."""

from typing import Any

from playwright.sync_api import Frame, Page

from sitebuild.tools import paths

AXE = paths.NODE_MODULES / "axe-core" / "axe.min.js"


def violations(page: Page | Frame, part: str = "html") -> list[dict[str, Any]]:
    """What it finds in a part of a page, each with the elements it is about."""
    page.evaluate("script => { if (!window.axe) (0, eval)(script); }", AXE.read_text("utf-8"))
    return page.evaluate(
        """async (part) => (await axe.run(part)).violations.map(({ id, help, nodes }) => ({
            id, help, nodes: nodes.map((node) => `${node.target} ${node.failureSummary}`),
        }))""",
        part,
    )
