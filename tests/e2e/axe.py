"""What axe-core has to say of a page."""

from typing import Any

from playwright.sync_api import Frame, Page

from sitebuild.tools import paths

AXE = paths.NODE_MODULES / "axe-core" / "axe.min.js"
RUN = """async (part) => {
    // All rules; without a path to every element that passed them, which takes most of the time.
    const { violations } = await axe.run(part, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({
        id, help, nodes: nodes.map((node) => `${node.target} ${node.failureSummary}`),
    }));
}"""


def violations(page: Page | Frame, part: str = "html") -> list[dict[str, Any]]:
    """What it finds in a part of a page, each with the elements it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate("script => (0, eval)(script)", AXE.read_text("utf-8"))
    return page.evaluate(RUN, part)
