"""The zip of the site, and the files in it that only hosts read."""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from sitebuild.site import archive, host_config, server
from sitebuild.tools import paths


@pytest.fixture(scope="module")
def packed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("zip") / "site.zip"
    archive.write(dist, target)
    return target


def test_holds_the_site_and_nothing_else(dist: Path, packed: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(packed, tmp_path)
    unpacked, ours = (
        {
            file.relative_to(base).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in base.rglob("*")
            if file.is_file()
        }
        for base in (tmp_path, dist)
    )
    assert unpacked == ours
    assert {"index.html", "LICENSE.txt", *host_config.FILES} <= set(unpacked)


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever order they were written in, and when."""
    made: list[bytes] = []
    for number, names in enumerate((("a.js", "data/b.bin", "c"), ("c", "data/b.bin", "a.js"))):
        folder = tmp_path / str(number)
        (folder / "data").mkdir(parents=True)
        for name in names:
            (folder / name).write_text(name * 1000, "utf-8")
        archive.write(folder, tmp_path / f"{number}.zip")
        made.append((tmp_path / f"{number}.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "0.zip") as opened:
        assert opened.namelist() == ["a.js", "c", "data/b.bin"]
        assert {entry.date_time for entry in opened.infolist()} == {archive.EPOCH}


def test_a_failed_packing_leaves_the_old_zip(tmp_path: Path) -> None:
    target = tmp_path / "site.zip"
    target.write_text("old", "utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a").write_text("a", "utf-8")
    (folder / ("b" * 200)).write_text("b", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "_add", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            archive.write(folder, target)
    assert target.read_text("utf-8") == "old"
    assert {file.name for file in tmp_path.iterdir()} == {"site", "site.zip"}


def test_what_hosts_are_told_is_what_our_server_does(dist: Path) -> None:
    """Each rule, applied to each file, gives the header that the server gives."""
    rules = re.findall(r"^/(.*)\*\n  (.+): (.+)$", (dist / "_headers").read_text("utf-8"), re.M)
    apache = (dist / ".htaccess").read_text("utf-8")
    (pattern,) = re.findall(r'<FilesMatch "(.+)">', apache)
    types = {
        suffix: kind
        for kind, suffixes in re.findall(r"AddType (\S+) (.+)", apache)
        for suffix in suffixes.split()
    }
    cached = 0
    for file in (file for file in dist.rglob("*") if file.is_file()):
        name = file.relative_to(dist).as_posix()
        forever = bool(server.HASH_NAMED.fullmatch(name))
        cached += forever
        told = {header: value for prefix, header, value in rules if name.startswith(prefix)}
        assert told["Access-Control-Allow-Origin"] == "*"
        assert (told.get("Cache-Control") == server.FOREVER) == forever, name
        assert bool(re.search(pattern, file.name)) == forever, name
        if file.name not in host_config.FILES:
            assert types[file.suffix] == server.MIME_TYPES[file.suffix].split(";")[0]
    assert cached > 10
    assert f'Header set Cache-Control "{server.FOREVER}"' in apache


def test_the_zip_is_not_for_git() -> None:
    ignored = (paths.ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert f"/{archive.NAME.format(version='*')}" in ignored
