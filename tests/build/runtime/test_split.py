"""Modules in halves do what the whole one does, and load the second half when it is needed."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sitebuild.runtime import kernels
from sitebuild.tools import node, paths

SOURCE = """
typedef double (*unary)(double);
extern void *memory_base(void);

static int calls = 0;

__attribute__((noinline)) static double twice(double value) { calls++; return 2 * value; }
__attribute__((noinline)) static double half(double value) { calls += 10; return value / 2; }

static unary table[] = {twice, half};

__attribute__((export_name("direct"))) double direct(int which, double value) {
  return which ? half(value) : twice(value);
}
__attribute__((export_name("indirect"))) double indirect(int which, double value) {
  return table[which & 1](value);
}
__attribute__((export_name("wide"))) long long wide(
  int a, long long b, float c, double d, int e) { return a + b + (int)c + (int)d + twice(e); }
__attribute__((export_name("count"))) int count(void) { return calls; }
"""
SCRIPT = """
import { readFileSync } from "node:fs";
const { halves, watched, calledOf } = await import(process.argv[1]);
const { Halves } = await import(process.argv[2]);
const bytes = readFileSync(process.argv[3]);
const memory = () => ({ env: { memory: new WebAssembly.Memory({ initial: 32 }) } });
const start = (code) => new WebAssembly.Instance(new WebAssembly.Module(code), memory());
const rehearsal = start(watched(bytes));
rehearsal.exports.direct(0, 1);
rehearsal.exports.count();
const called = calledOf(rehearsal.exports);
const { first, second } = halves(bytes, called);
const log = [];
const joined = new Halves(() => {
  log.push("load");
  return new Map([["it", new WebAssembly.Module(second)]]);
});
const imports = memory();
const instance = new WebAssembly.Instance(new WebAssembly.Module(first), imports);
joined.add("it", instance, imports);
const does = ({ direct, indirect, wide, count }) => {
  const values = [
    () => direct(0, 3), () => count(), () => direct(1, 3), () => indirect(0, 5),
    () => indirect(1, 5), () => String(wide(1, 2n, 3.5, 4.5, 5)), () => count(),
  ];
  return values.map((value) => [value(), log.length]);
};
const there = does(instance.exports);
log.length = 0;
const whole = does(start(bytes).exports);
console.log(JSON.stringify({ whole, halves: there, called: called.length }));
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small module with a table, data, a changing number and calls of several kinds."""
    folder = tmp_path_factory.mktemp("split")
    (folder / "small.c").write_text(SOURCE, "utf-8")
    kernels.compile_module([folder / "small.c"], folder / "small.wasm")
    return folder / "small.wasm"


@pytest.fixture(scope="module")
def outcome(module: Path) -> dict[str, Any]:
    """What the module's functions return, and how often the second half had been loaded by then."""
    split = (Path(kernels.__file__).parent / "split.mjs").as_uri()
    halves = (paths.WEB / "worker" / "snapshot" / "halves.js").as_uri()
    command = [node.find().program, "--input-type=module", "-e", SCRIPT, split, halves, str(module)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_halves_do_what_the_whole_module_does(outcome: dict[str, Any]) -> None:
    assert [value for value, _ in outcome["halves"]] == [value for value, _ in outcome["whole"]]


def test_second_half_is_loaded_once_when_it_is_needed(outcome: dict[str, Any]) -> None:
    assert [loads for _, loads in outcome["halves"]] == [0, 0, 1, 1, 1, 1, 1]
    assert 2 <= outcome["called"] <= 4
