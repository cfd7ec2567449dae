"""A learner's own classes of errors, whatever they do, end their cell and nothing else."""

import pytest

from unit.notebook.desk import Desk


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ("def __str__(self): return 3", "TooFew: <exception str() failed>"),
        ("def __str__(self): raise KeyboardInterrupt", "TooFew: <exception str() failed>"),
        ("def add_note(self, note): 1 / 0", "TooFew: 1"),
        ("__class__ = property(lambda self: 1 / 0)", "TooFew: 1"),
        ("__notes__ = property(lambda self: 1 / 0)", "TooFew: 1"),
        ("__traceback__ = property(lambda self: 1 / 0)", "TooFew: 1"),
    ],
)
def test_an_error_that_fails_to_describe_itself_ends_its_cell_alone(
    desk: Desk, definition: str, said: str
) -> None:
    desk.run("kept = 1")
    trace = desk.error(f"class TooFew(RecursionError):\n    {definition}\nraise TooFew(1)")
    assert said in trace.splitlines()
    assert desk.only("kept")["text"] == "1"


def test_a_value_that_fails_to_name_its_class_does_not_end_the_notebook(desk: Desk) -> None:
    assert desk.run("class A:\n    __class__ = property(lambda self: 1 / 0)\na = A()") == []
    assert desk.only("1")["text"] == "1"


def test_an_exit_that_fails_to_say_its_code_ends_its_cell_alone(desk: Desk) -> None:
    desk.run("class Out(SystemExit):\n    code = property(lambda self: 1 / 0)\nraise Out()")
    assert desk.only("1")["text"] == "1"
