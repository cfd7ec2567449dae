"""Printed lines: text, times, and the bar that grows on a terminal."""

import io
import re
import sys

import pytest

from fittingroom.utils import progbar

LOGS = {"accuracy": 0.5, "loss": 0.25}


def test_final_line() -> None:
    assert progbar.final_line(LOGS, 48, 0.144) == (
        "48/48 ━━━━━━━━━━━━━━━━━━━━ 0s 3ms/step - accuracy: 0.5000 - loss: 0.2500"
    )
    line = progbar.final_line({}, 10, 20.0, step_seconds=1.6, verbose=2)
    assert line == "10/10 - 20s - 2s/step"


def test_epoch_title() -> None:
    assert progbar.epoch_title(0, 10) == "Epoch 1/10"


def test_without_a_terminal_only_the_full_bar_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = progbar.ProgressBar(3, verbose=1)
    for current in (1, 2, 3):
        bar.update(current, LOGS)
    assert capsys.readouterr().out == ""
    bar.finalize(LOGS)
    line = capsys.readouterr().out
    assert re.fullmatch(r"3/3 ━{20} 0s \d+(us|ms)/step - accuracy: 0.5000 - loss: 0.2500\n", line)


def test_silence(capsys: pytest.CaptureFixture[str]) -> None:
    bar = progbar.ProgressBar(3, verbose=0)
    bar.update(1, LOGS)
    bar.finalize(LOGS)
    assert capsys.readouterr().out == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_it_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 10.0, 10.01, 100.0, 200.0])
    monkeypatch.setattr(progbar.time, "perf_counter", lambda: next(clock))
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    bar = progbar.ProgressBar(1200, verbose=1)
    bar.update(1, LOGS)
    bar.update(2, LOGS)  # too soon after the first
    bar.update(600, LOGS)
    bar.finalize({"loss": 1.0})
    plain = re.sub(r"\x1b\[\d*m", "", screen.getvalue())
    drawn = [part.rstrip("\b") for part in plain.split("\r")]
    tail = " - accuracy: 0.5000 - loss: 0.2500"
    assert drawn[1] == f"   1/1200 {'━' * 20} 3:19:50 10s/step{tail}"  # 1199 steps of 10 s
    assert drawn[2].rstrip() == f" 600/1200 {'━' * 20} 1:30 150ms/step{tail}"
    assert re.fullmatch(r"1200/1200 ━{20} 200s 158ms/step - loss: 1.0000 +\n", drawn[3])
    assert "\x1b[32m━━━━━━━━━━\x1b[0m\x1b[37m━━━━━━━━━━\x1b[0m" in screen.getvalue()


def test_it_redraws_with_keras_s_very_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([1000.0, 1000.03, 1000.06, 1000.09, 1000.59])
    monkeypatch.setattr(progbar.time, "perf_counter", lambda: next(clock))
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    bar = progbar.ProgressBar(12, verbose=1)
    for current in (1, 2, 7):
        bar.update(current, {"accuracy": 0.5, "loss": 12.25})
    bar.finalize(LOGS)
    bold, green, white, plain = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"
    assert screen.getvalue() == (
        f"\r{bold} 1/12{plain} {green}{'━' * 1}{plain}{white}{'━' * 19}{plain} {bold}0s{plain} "
        f"30ms/step - accuracy: 0.5000 - loss: 12.2500{'\b' * 74}\r{bold} 7/12{plain} "
        f"{green}{'━' * 11}{plain}{white}{'━' * 9}{plain} {bold}0s{plain} "
        f"10ms/step - accuracy: 0.5000 - loss: 12.2500{'\b' * 74}\r{bold}12/12{plain} "
        f"{green}{'━' * 20}{plain}{white}{plain} {bold}1s{plain} "
        f"51ms/step - accuracy: 0.5000 - loss: 0.2500 \n"
    )
