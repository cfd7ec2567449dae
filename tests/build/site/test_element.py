"""The element's files: small, free of dependencies, and typed as they are."""

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

from sitebuild.site import frontend
from sitebuild.tools import node, paths

MOST_BYTES = 7700
"""What the script may weigh, compressed: a page of a course loads it before anybody starts. Some
700 of them are the pictures of units on the poster, which fetches nothing."""

USE = """
import type { FittingRoom, FittingRoomEvents } from "./embed.js";

const room: FittingRoom = document.createElement("fitting-room");
room.classes = 10;
room.samples = "6000";
room.layers = "128,64";
room.lr = null;
room.stopWhen = "loss<0.4";
room.stop = "loss<0.4";
room.normalized = false;
room.autostart = true;
room.fit();
room.stop();
room.reset();
const epochs: number = room.epochs;
const optimizer: "adam" | "sgd" = room.optimizer;
room.addEventListener("epoch", ({ detail }) => detail.logs.val_loss?.toFixed(epochs));
room.addEventListener("done", (event) => event.detail.evaluation.confusion[0][0] + 1);
room.addEventListener("click", (event) => event.clientX);
const all: (keyof FittingRoomEvents)[] = ["ready", "epoch", "done", "task", "xapi", "failed"];
// @ts-expect-error there is no such setting
room.colour = "red";
// @ts-expect-error a list of units is text
room.layers = 128;
// @ts-expect-error it cannot be read as any text
const classes: 4 = room.classes;
export { all, classes, optimizer };
"""


def test_the_script_is_small_and_alone(dist: Path) -> None:
    script = (dist / "embed.js").read_bytes()
    assert len(gzip.compress(script, 9)) < MOST_BYTES
    assert b"import " not in script
    assert b"import(" not in script
    assert b"https:" not in script


def test_typescript_knows_the_element(dist: Path, tmp_path: Path) -> None:
    (tmp_path / "embed.d.ts").write_text((dist / "embed.d.ts").read_text("utf-8"), "utf-8")
    (tmp_path / "use.ts").write_text(USE, "utf-8")
    compiler = paths.NODE_MODULES / "typescript" / "bin" / "tsc"
    options = ["--noEmit", "--strict", "--target", "es2022", "--module", "es2022"]
    options += ["--moduleResolution", "bundler", "--lib", "es2022,dom", "--types", ""]
    node.install_packages()
    done = subprocess.run(
        [node.find().program, str(compiler), *options, "use.ts"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_manifest_lists_every_setting_of_the_table(dist: Path) -> None:
    manifest: dict[str, Any] = json.loads((dist / "custom-elements.json").read_text("utf-8"))
    (module,) = manifest["modules"]
    (declared,) = module["declarations"]
    names = [each["name"] for each in declared["attributes"]]
    table = json.loads(frontend.RECIPE.read_text("utf-8"))
    assert names[: len(table["fields"])] == [row["key"] for row in table["fields"]]
    assert {"theme", "hide", "lock", "lang", "match", "autostart"} <= set(names)
    assert all(each["description"] for each in declared["attributes"] + declared["members"])
    assert [each["name"] for each in declared["events"]] == [
        *("ready", "epoch", "done", "task", "goal", "xapi", "failed")
    ]
