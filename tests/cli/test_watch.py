"""`enhancer watch`: what has arrived is done once, whatever happens in between."""

from pathlib import Path

from tests.cli.conftest import Enhancer, json_lines, make_photo
from tests.plugins.surroundings import CloseFolders


def test_that_photos_there_are_enhanced_and_a_second_run_repeats_none(enhancer: Enhancer, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    make_photo(folder / "a.png")
    make_photo(folder / "sub" / "b.png")
    first = enhancer("watch", folder, "-o", out, "--settle", "0", "--once", "--json")
    assert first.exit_code == 0, first.output
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.png")) == [
        "a-enlarge-2x.png",
        "sub/b-enlarge-2x.png",
    ]
    assert [(line["event"], line.get("photo")) for line in json_lines(first.stdout)][1:] == [
        ("done", "a.png"),
        ("done", str(Path("sub", "b.png"))),
    ]
    served = len(enhancer.backend.served)
    second = enhancer("watch", folder, "-o", out, "--settle", "0", "--once")
    assert second.exit_code == 0
    assert len(enhancer.backend.served) == served


def test_that_a_photo_that_cannot_be_read_is_told_and_the_others_are_done(enhancer: Enhancer, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    make_photo(folder / "b.png")
    (folder / "a.png").write_bytes(b"no photo at all")
    result = enhancer("watch", folder, "-o", out, "--settle", "0", "--once")
    assert result.exit_code == 1
    assert "a.png: failed" in result.stderr
    assert (out / "b-enlarge-2x.png").exists()


def test_that_a_folder_that_cannot_be_read_is_told_once(
    enhancer: Enhancer, tmp_path: Path, closed_folders: CloseFolders
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    make_photo(folder / "a.png")
    make_photo(folder / "closed" / "b.png")
    closed_folders("closed")
    result = enhancer("watch", folder, "-o", out, "--settle", "0", "--once")
    assert result.exit_code == 0, result.output
    assert result.stderr.count("The folder “closed” cannot be read; what is in it is left out.") == 1


def test_that_an_unknown_preset_is_wrong_usage(enhancer: Enhancer, tmp_path: Path) -> None:
    result = enhancer("watch", tmp_path, "-o", tmp_path / "out", "--preset", "nothing", "--once")
    assert result.exit_code == 2
