"""The file that CSVLogger writes, with Keras's columns and line ends."""

from pathlib import Path
from typing import Any

from fittingroom import callbacks


def log(path: Path, *epochs: dict[str, Any], **arguments: Any) -> str:
    logger = callbacks.CSVLogger(path, **arguments)
    logger.on_train_begin()
    for epoch, logs in enumerate(epochs):
        logger.on_epoch_end(epoch, logs)
    logger.on_train_end()
    return path.read_bytes().decode()


def test_columns(tmp_path: Path) -> None:
    logs = {"val_loss": 0.5, "loss": 0.25, "accuracy": 1.0, "val_accuracy": 0.75}
    assert log(tmp_path / "a.csv", logs, logs) == (
        "epoch,accuracy,loss,val_accuracy,val_loss\r\n"
        "0,1.0,0.25,0.75,0.5\r\n"
        "1,1.0,0.25,0.75,0.5\r\n"
    )


def test_without_validation_its_columns_are_there_all_the_same(tmp_path: Path) -> None:
    assert log(tmp_path / "a.csv", {"loss": 0.5}, {"loss": 0.25, "val_loss": 2.0}) == (
        "epoch,loss,val_loss\r\n0,0.5,NA\r\n1,0.25,2.0\r\n"
    )


def test_separator_and_append(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    log(path, {"loss": 0.5}, separator=";", append=True)
    assert log(path, {"loss": 0.25}, separator=";", append=True) == (
        "epoch;loss;val_loss\r\n0;0.5;NA\r\n0;0.25;NA\r\n"
    )
    assert log(path, {"loss": 1.0}) == "epoch,loss,val_loss\r\n0,1.0,NA\r\n"


def test_lines_can_be_read_while_training(tmp_path: Path) -> None:
    logger = callbacks.CSVLogger(str(tmp_path / "a.csv"))
    logger.on_epoch_end(0, {"loss": 1.0})  # not begun: nothing to write to
    logger.on_train_begin()
    logger.on_epoch_end(0, {"loss": 0.5})
    assert (tmp_path / "a.csv").read_text().splitlines()[-1] == "0,0.5,NA"
    logger.on_train_begin()  # again without an end: closed and begun anew
    logger.on_train_end()
    assert (tmp_path / "a.csv").read_text() == ""
