"""The page's lessons are in words of their own: nothing of the lessons they follow is copied."""

import re

import pytest

from lessons import blocks
from sitebuild.tools import paths

LONGEST = 7
"""Words in a row that two people may write about the same thing."""

pytestmark = pytest.mark.skipif(
    blocks.folder() is None,
    reason=f"the lessons are not beside the repository; ${blocks.VARIABLE} can name their folder",
)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of one word more than that, in lower case and without signs."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[i : i + LONGEST + 1]) for i in range(len(words) - LONGEST)}


def test_no_sentence_is_taken_over() -> None:
    theirs = set[tuple[str, ...]]().union(*(runs(blocks.text(number)) for number in range(1, 6)))
    assert len(theirs) > 1000
    for file in sorted((paths.WEB / "lessons").glob("*.js")):
        # Calls of Keras have to be the same; prose stands in double quotes on a line.
        prose = re.findall(r'^\s*(?:\w+:\s*)?"(.*)",?$', file.read_text("utf-8"), re.MULTILINE)
        shared = theirs & set[tuple[str, ...]]().union(*(runs(line) for line in prose))
        assert not shared, file.name
