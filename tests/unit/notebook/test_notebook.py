"""Cells: what they print, show and raise comes out as a learner expects it."""

import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fittingroom.notebook.output.out_stream import OutStream
from unit.notebook.desk import Desk, new_notebook


def test_cells_share_variables_and_show_the_last_value(desk: Desk) -> None:
    assert desk.run("x = 3") == []
    assert desk.only("x += 1; x") == {"kind": "result", "text": "4"}
    assert desk.only("'a'") == {"kind": "result", "text": "'a'"}
    assert desk.run("None") == []
    assert desk.run("x;") == []
    assert desk.run("x  # a comment; nothing more")[0]["text"] == "4"
    assert desk.run("_ * 2")[0]["text"] == "8"


def test_prints_come_in_order_with_everything_else(desk: Desk) -> None:
    outputs = desk.run("import sys\nprint(1)\nprint(2, file=sys.stderr)\ndisplay(3)\nprint(4)\n5")
    assert [(output["kind"], output["text"]) for output in outputs] == [
        ("stream", "1\n"),
        ("stream", "2\n"),
        ("result", "3"),
        ("stream", "4\n"),
        ("result", "5"),
    ]
    assert [output.get("name") for output in outputs[:2]] == ["stdout", "stderr"]


def test_a_line_is_emitted_while_the_cell_still_runs() -> None:
    seen: list[float] = []
    notebook = new_notebook(lambda output: seen.append(time.perf_counter()))
    begun = time.perf_counter()
    notebook.run("Cell 1", "import time\nprint('now')\ntime.sleep(0.3)")
    assert seen[0] - begun < 0.2


def test_a_flood_of_lines_goes_out_in_few_messages(desk: Desk) -> None:
    (output,) = desk.run("for number in range(20_000):\n    print(number)")
    assert output["text"].splitlines() == list(map(str, range(20_000)))
    assert len(desk.outputs) < 200


def test_a_bar_that_is_flushed_is_emitted_step_by_step() -> None:
    outputs: list[dict[str, Any]] = []
    out = OutStream(outputs.append)
    for step in range(3):
        out.write("stdout", f"\r{step}")
        out.flush_if_due()
    assert [output["text"] for output in outputs] == ["\r0", "\r1", "\r2"]


def test_a_traceback_holds_the_learner_s_lines_alone(desk: Desk) -> None:
    desk.run("def half(n):\n    return 1 / n\n")
    assert desk.error("x = 1\nhalf(0)", "Cell 2").splitlines() == [
        "Traceback (most recent call last):",
        '  File "Cell 2", line 2, in <module>',
        "    half(0)",
        "    ~~~~^^^",
        '  File "Cell 1", line 2, in half',
        "    return 1 / n",
        "           ~~^~~",
        "ZeroDivisionError: division by zero",
    ]


def test_a_function_keeps_the_lines_it_was_made_of(desk: Desk) -> None:
    desk.run("def half(n):\n    return 1 / n\n")
    desk.run("# now something else\n\n\n", "Cell 1")
    assert "return 1 / n" in desk.error("half(0)", "Cell 2")


def test_the_library_s_own_lines_are_left_out(desk: Desk) -> None:
    output = desk.run("from fittingroom import layers\nlayers.Dense(-1)")[-1]
    assert output["name"] == "ValueError"
    assert "units=-1" in output["message"]
    assert output["traceback"].count("File") == 1
    assert output["traceback"].endswith(f"ValueError: {output['message']}")


def test_what_only_keras_can_do_says_where_to_run_it(desk: Desk) -> None:
    activation = "from keras import layers\nlayers.Dense(3, activation=lambda x: x[:, ::-1])"
    assert desk.error(activation).endswith(
        "Keras itself can do this: run the cell where it is installed, for example in Google Colab."
    )
    assert "Google Colab" not in desk.error("raise NotImplementedError('later')")


def test_a_callback_s_line_is_shown_below_the_call_that_led_to_it(desk: Desk) -> None:
    trace = desk.error(
        "import numpy as np\n"
        "from fittingroom import Sequential, callbacks, layers\n"
        "class Mine(callbacks.Callback):\n"
        "    def on_epoch_end(self, epoch, logs=None):\n"
        "        logs['nothing']\n"
        "model = Sequential([layers.Dense(2, activation='softmax')])\n"
        "model.compile('adam', 'categorical_crossentropy')\n"
        "model.fit(np.ones((4, 3)), np.eye(2)[[0, 1, 0, 1]], callbacks=[Mine()])"
    )
    assert [line for line in trace.splitlines() if line.startswith("  File")] == [
        '  File "Cell 1", line 8, in <module>',
        '  File "Cell 1", line 5, in on_epoch_end',
    ]


def test_chained_errors_are_shown_when_both_are_the_learner_s(desk: Desk) -> None:
    trace = desk.error("try:\n    1 / 0\nexcept Exception as e:\n    raise ValueError('x') from e")
    assert "direct cause" in trace
    assert "ZeroDivisionError" in trace
    assert "During handling" not in desk.error("[].index(7)")


def test_a_syntax_error_names_cell_and_place(desk: Desk) -> None:
    assert desk.error("x = 1\ny = = 2", "Cell 7").splitlines() == [
        '  File "Cell 7", line 2',
        "    y = = 2",
        "        ^",
        "SyntaxError: invalid syntax",
    ]


def test_a_mistake_that_only_the_compiler_sees_is_shown_with_its_line(desk: Desk) -> None:
    assert desk.error("x = 1\nreturn x").splitlines()[:2] == [
        '  File "Cell 1", line 2',
        "    return x",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("!pip install torch", "packages cannot be installed in this page (torch is not here)"),
        ("%pip install -q numpy torch", "(torch is not here)"),
        ("!python -m pip install 'torch>=2'", "(torch is not here)"),
        ("%pip list", "packages cannot be installed"),
        ("!git status", "no shell"),
        ("%timeit 1 + 1", "command of IPython"),
        ("print?", "command of IPython"),
    ],
)
def test_what_only_ipython_understands_is_explained(desk: Desk, line: str, message: str) -> None:
    trace = desk.error(f"x = 1\n{line}")
    assert message in trace
    assert 'File "Cell 1", line 2' in trace


def test_a_needless_magic_is_passed_over(desk: Desk) -> None:
    outputs = desk.run("%matplotlib inline\nprint(1)")
    assert [output["kind"] for output in outputs] == ["note", "stream"]
    assert desk.only("'''\n%matplotlib inline\n'''")["text"] == repr("\n%matplotlib inline\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("%matplotlib inline", "figures appear below the cell"),
        ("%%time", "the time of each cell"),
        ("%load_ext tensorboard", "does without it"),
        ("%tensorboard --logdir logs", "curves"),
        ("!pip install keras", "is here already"),
        ("%pip install -q -U 'tensorflow>=2.8' numpy==2.0 matplotlib  # once", "is here already"),
        ("!python3 -m pip install keras --quiet", "is here already"),
    ],
)
def test_what_is_needless_is_passed_over_with_a_note(desk: Desk, line: str, said: str) -> None:
    note, printed = desk.run(f"{line}\nprint('trained')")
    assert note["text"].startswith(f"{line} is not needed here: ")
    assert said in note["text"]
    assert printed["text"] == "trained\n"
    assert desk.run(f"if True:\n    {line}")[0]["kind"] == "note"


def test_a_timed_line_runs(desk: Desk) -> None:
    note, value = desk.run("%time x = 3\nx")
    assert "not needed" in note["text"]
    assert value["text"] == "3"


def test_input_is_refused_with_a_way_out(desk: Desk) -> None:
    trace = desk.error("name = input('Your name? ')")
    assert "Write the value into the cell" in trace
    assert trace.count("File") == 1


def test_exit_ends_the_cell_and_not_the_notebook(desk: Desk) -> None:
    outputs = desk.run("import sys\nsys.exit('enough')\nprint('never')")
    assert [output["kind"] for output in outputs] == ["stream", "note"]
    assert desk.status == "ok"
    assert desk.only("1")["text"] == "1"


def test_an_interrupt_ends_the_cell_alone(desk: Desk) -> None:
    desk.run("x = 1")
    assert desk.error("raise KeyboardInterrupt").endswith("KeyboardInterrupt")
    assert desk.only("x")["text"] == "1"


def test_warnings_are_shown_each_time_a_cell_runs(desk: Desk) -> None:
    for _ in range(2):
        output = desk.only("import warnings\nfor _ in range(3): warnings.warn('careful')")
        assert output == {"kind": "stream", "name": "stderr", "text": "UserWarning: careful\n"}


def test_a_name_that_lessons_take_for_granted_is_explained(desk: Desk) -> None:
    assert desk.error("plt.show()").endswith("import matplotlib.pyplot as plt")


def test_a_misspelled_name_gets_python_s_own_hint(desk: Desk) -> None:
    assert "Did you mean: 'model'?" in desk.error("model = 1\nmdoel")


def test_an_old_key_of_the_history_is_explained(desk: Desk) -> None:
    assert desk.error("{'accuracy': 1}['acc']").endswith("Today's key is 'accuracy'.")
    assert desk.error("{'loss': 1}['val_loss']").endswith("validation_split=0.2")
    assert desk.error("import numpy as np\nnp.ones(2).numpy()").endswith("leave .numpy() out.")


def test_a_method_that_models_had_once_is_explained(desk: Desk) -> None:
    trace = desk.error("import keras\nkeras.Sequential().predict_classes([[1]])")
    assert "Today: model.predict(x).argmax(axis=1)" in trace
    assert "> 0.5" in trace, "a single sigmoid unit has no largest"


def test_a_package_that_is_not_here_is_explained(desk: Desk) -> None:
    assert "other packages" in desk.error("import nothing_of_this_name")


@pytest.mark.parametrize(
    ("name", "substitute"),
    [
        ("pandas", "io.StringIO"),
        ("seaborn", "plt.imshow"),
        ("sklearn.metrics", "tf.math.confusion_matrix"),
    ],
)
def test_a_package_that_lessons_import_is_told_what_does_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, substitute: str
) -> None:
    for part in ("sklearn", name):
        monkeypatch.setitem(sys.modules, part, None)
    assert substitute in desk.error(f"import {name}")


def test_a_file_that_is_not_there_can_be_brought(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trace = desk.error("import numpy as np\nnp.loadtxt('pima.csv', delimiter=',')")
    assert "Bring it with Bring a file below" in trace
    assert "There are none yet." in trace
    Path("grades.csv").touch()
    assert "There: grades.csv." in desk.error("open('grade.csv')")
    for number in range(12):
        Path(f"{number:02}.csv").touch()
    assert "08.csv, 09.csv and 3 more." in desk.error("open('grade.csv')")


@pytest.mark.parametrize(
    "source",
    [
        "import urllib.request\nurllib.request.urlopen('https://127.0.0.1:9/iris.csv')",
        "import http.client\nhttp.client.HTTPConnection('127.0.0.1', 9).request('GET', '/')",
        "import httpx",
    ],
)
def test_another_server_is_not_asked_and_a_file_can_be_brought(desk: Desk, source: str) -> None:
    trace = desk.error(source)
    assert "This page asks no other server." in trace
    assert "Bring a file below" in trace


def test_a_table_of_one_s_own_can_be_pasted(desk: Desk) -> None:
    desk.run("import numpy as np")
    pasted = 'import io\nnp.loadtxt(io.StringIO("""1,2\n3,4"""), delimiter=",").shape'
    assert desk.only(pasted)["text"] == "(2, 2)"


def test_rich_values(desk: Desk) -> None:
    html = "class Table:\n    def _repr_html_(self): return '<b>1</b>'\nTable()"
    assert desk.only(html)["html"] == "<b>1</b>"
    png = (
        "class Picture:\n    def _repr_png_(self):\n        import struct\n"
        "        return b'\\x89PNG' + b'\\0' * 12 + struct.pack('>II', 5, 7)\nPicture()"
    )
    output = desk.only(png)
    assert (output["kind"], output["width"], output["height"]) == ("figure", 5, 7)


def test_restart_gives_fresh_variables_and_names(desk: Desk) -> None:
    name = "from fittingroom import layers\nlayers.Dense(2).name"
    desk.run("x = 1")
    assert [desk.only(name)["text"] for _ in range(2)] == ["'dense'", "'dense_1'"]
    desk.notebook.restart()
    assert "NameError" in desk.error("x")
    assert desk.only(name)["text"] == "'dense'"


def test_python_is_left_as_it_was(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = (sys.stdout, sys.stderr, sys.stdin, sys.modules["__main__"])
    for source in ("print(1)", "1 / 0", "raise SystemExit"):
        desk.run(source)
        assert (sys.stdout, sys.stderr, sys.stdin, sys.modules["__main__"]) == before
    assert capsys.readouterr() == ("", "")


def test_a_cell_is_the_main_module(desk: Desk) -> None:
    source = "import dataclasses\n@dataclasses.dataclass\nclass A:\n    x: int = 3\n__name__, A()"
    assert desk.only(source)["text"] == "('__main__', A(x=3))"


def test_future_statements_hold_for_later_cells(desk: Desk) -> None:
    desk.run("from __future__ import annotations")
    assert desk.run("def f(x: nothing): pass") == []
    assert desk.only("from __future__ import annotations\n1")["text"] == "1"


def test_packages_that_are_not_here_are_named_at_once(desk: Desk) -> None:
    said = desk.error("import numpy, pandas as pd\nimport seaborn\nfrom sklearn.svm import SVC")
    assert "No module named 'pandas'" in said
    assert "Also imported by this cell and not here: seaborn, sklearn." in said


def test_absent_names_of_keras_are_noted_and_refused_where_one_is_used(desk: Desk) -> None:
    source = "from keras.layers import Dense, Conv2D, LSTM\n"
    outputs = desk.run(f"{source}print(Dense(1).units)")
    assert [output["kind"] for output in outputs] == ["note", "stream"]
    assert "Not in this page: keras.layers.Conv2D, keras.layers.LSTM." in outputs[0]["text"]
    assert "ImportError: keras.layers.Conv2D is not in this page" in desk.error(f"{source}Conv2D()")


def test_ways_without_what_is_not_here_are_named(desk: Desk) -> None:
    desk.run("import keras, tensorflow as tf\nm = keras.Sequential([keras.layers.Dense(2)])")
    for source, way in (
        ("m.input", "Call build(input_shape) or fit it first"),
        ("m.layers[0].output", "Give its model an input shape"),
        ("tf.GradientTape()", "model.train_on_batch(x, y)"),
        ("open('table.csv')", "Bring it with Bring a file"),
        ("open('weights.h5')", "cells find it by its name"),
        ("c = tf.constant([1]); c[0] = 2", "tf.Variable"),
    ):
        assert way in desk.error(source)


def test_a_warning_of_the_core_is_shown_each_time_its_cell_runs(desk: Desk) -> None:
    layers = "[keras.Input((6,)), keras.layers.Dense(1, 'softmax')]"
    source = f"import keras\nm = keras.Sequential({layers})"
    for _ in range(2):
        assert "Did you mean to use a sigmoid" in desk.only(source)["text"]


@pytest.mark.parametrize("cell", ["sys.modules.clear()", "del sys.modules['warnings']"])
def test_modules_that_a_cell_removes_are_restored(desk: Desk, cell: str) -> None:
    assert desk.only(f"import sys\n{cell}")["text"].endswith("they are restored.")
    assert desk.only("import numpy as np\nprint(1)")["text"] == "1\n"


def test_a_module_of_a_cell_s_own_stays_removed(desk: Desk) -> None:
    desk.run("import sys\nfrom types import ModuleType\nsys.modules['mine'] = ModuleType('mine')")
    assert desk.run("del sys.modules['mine']") == []
    assert "No module named 'mine'" in desk.error("import mine")


@pytest.mark.parametrize(
    "source",
    [
        ">>> x = 3\n>>> for i in range(2):\n...     x += i\n...\n>>> x",
        "\nIn [1]: x = 3\n\nIn [12]: for i in range(2):\n    ...:     x += i\n    ...:\nIn [3]: x",
    ],
)
def test_a_pasted_session_runs_without_its_prompts(desk: Desk, source: str) -> None:
    assert desk.only(source) == {"kind": "result", "text": "4"}
    assert "    1 / 0\n    ~~^~~" in desk.error(">>> 1 / 0")


def test_what_only_looks_like_a_prompt_is_code(desk: Desk) -> None:
    assert desk.only("x = 1\n'''\n>>> x\n'''")["text"] == repr("\n>>> x\n")


def test_a_value_too_deep_to_be_shown_is_an_error_of_its_cell(desk: Desk) -> None:
    for grow in ("[a]", "{1: a}", "(a,)"):
        trace = desk.error(f"a = []\nfor _ in range(3000): a = {grow}\na")
        assert "nested too deeply" in trace
    desk.run("b = []\nfor _ in range(60): b = [b, b]\nb.append(b)")
    assert desk.only("len(b), [b[0][0][0] is b]")["text"] == "(3, [False])"


@pytest.mark.parametrize("damage", ["[:-100]", "[:0]", "[50:]", "[:150] + b'?' * 20 + whole[170:]"])
def test_a_damaged_file_is_to_be_brought_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.chdir(tmp_path)
    desk.run("import numpy as np\nnp.savez('a.npz', x=np.arange(100))")
    desk.run("from pathlib import Path\nwhole = Path('a.npz').read_bytes()")
    desk.run(f"Path('a.npz').write_bytes(whole{damage});")
    # Python may warn of a file that np.load leaves open.
    said = [each.get("traceback", "") for each in desk.run("np.load('a.npz')['x']")]
    assert any("damaged" in each for each in said)
