"""Characters from text documents: the error names them and says what to type."""

# ruff: noqa: RUF001

import pytest

from unit.notebook.desk import Desk


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("print(“hello”)", 'Type " instead'),
        ("print(‘hello’)", "Type ' instead"),
        ("3 – 2", "a dash as text documents have it (U+2013). Type - instead"),
        ("3 − 2", "Type - instead"),
        ("3 × 2", "a times sign (U+00D7). Type * instead"),
        ("6 ÷ 2", "Type / instead"),
        ("3 ≤ 2", "Type <= instead"),
        ("x\xa0= 3", "a non-breaking space, which looks like a space (U+00A0). Delete it"),
        ("x\u200b = 3", "an invisible character, zero width space (U+200B). Delete it"),
        ("x \u2060= 3", "an invisible character, word joiner (U+2060). Delete it"),
        ("print（3)", "Type ( instead"),
        ("x = 3；", "Type ; instead"),
        ("x = 3 ☃", "snowman (U+2603), which Python does not know"),
    ],
)
def test_the_character_is_named_with_what_to_type(desk: Desk, source: str, said: str) -> None:
    trace = desk.error(f"1\n{source}")
    assert said in trace
    assert 'File "Cell 1", line 2' in trace


def test_in_a_text_they_are_as_good_as_any(desk: Desk) -> None:
    assert desk.only("print('“3 × 2”')")["text"] == "“3 × 2”\n"


def test_a_decimal_comma_is_told_from_another_argument(desk: Desk) -> None:
    trace = desk.error("dict(\n  split=0,2,\n  epochs=3)")
    assert "Is it a decimal comma? Python writes a point: split=0.2" in trace
    assert "comma" not in desk.error("dict(split=0.2, 3)")
    assert desk.only("print(dict([], split=0, size=2))")["text"] == "{'split': 0, 'size': 2}\n"
