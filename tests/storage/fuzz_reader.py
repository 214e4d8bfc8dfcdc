"""Searches for bytes on which the reader does anything but return a photo or raise a PhotoError with a remedy.

Run `python -m tests.storage.fuzz_reader --seconds 60`; it needs `pip install atheris` and is no part of the suite.
atheris mutates the corpus, guided by the branches that the reader's own modules and Pillow's and tifffile's parsers
take; inputs that reached new ones are kept in the corpus folder for the next run, a finding is written beside them.

Source: libFuzzer's in-process target, https://llvm.org/docs/LibFuzzer.html, through https://github.com/google/atheris.
"""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

LONGEST_BYTES = 8192
SLOWEST_S = 20
MOST_MB = 4096
SEED_SIZE = (9, 7)
PARSERS = ("enhancer_gui.storage", "PIL", "tifffile")


def write_seeds(corpus: Path) -> None:
    """Write a tiny photo of each kind that can be made here; the rest grows from them."""
    from enhancer_gui.core.image import BitDepth
    from tests.storage.making import exif_block, profile, save, scene

    picture = Image.radial_gradient("L").resize(SEED_SIZE).convert("RGB")
    facts: dict[str, Any] = {"exif": exif_block(6, thumbnail=True), "icc_profile": profile()}
    for name in ("JPEG", "PNG", "TIFF", "WEBP"):
        picture.save(corpus / f"seed.{name}", name, **facts)
    for name in ("GIF", "BMP", "PPM", "AVIF", "JPEG2000"):
        picture.save(corpus / f"seed.{name}", name)
    for mode in ("1", "L", "P", "RGBA"):
        picture.convert(mode).save(corpus / f"{mode}.PNG", "PNG")
        picture.convert(mode).save(corpus / f"{mode}.TIFF", "TIFF", compression="tiff_deflate")
    picture.convert("CMYK").save(corpus / "cmyk.JPEG", "JPEG")
    for depth in (BitDepth.U16, BitDepth.F32):
        save(corpus / f"{depth.value}.tif", scene(*SEED_SIZE, depth=depth))
    for suffix in ("heic", "jxl"):
        save(corpus / f"seed.{suffix}", scene(*SEED_SIZE))


def target(folder: Path) -> Callable[[bytes], None]:
    """Return the function under test; a fault of the reader leaves it as an exception."""
    from enhancer_gui.core.errors import PhotoError
    from enhancer_gui.storage.photos import read_photo, read_size

    path = folder / "photo"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        try:
            photo = read_photo(path)
        except PhotoError as error:
            if error.remedy:
                return
            raise
        assert read_size(path) == (photo.width, photo.height)

    return read


def fuzz(corpus: Path, more: list[Path], seconds: int) -> None:
    """Search for a number of seconds; ends the process, with another status than 0 where something was found."""
    atheris: Any = importlib.import_module("atheris")  # it has no types, and only this module needs it
    with atheris.instrument_imports(include=list(PARSERS)):
        importlib.import_module("enhancer_gui.storage.photos")
        for reader in sorted(Path(__file__).parents[2].glob("enhancer_gui/storage/*_read.py")):
            importlib.import_module(f"enhancer_gui.storage.{reader.stem}")
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        write_seeds(corpus)
    limits = {"max_total_time": seconds, "max_len": LONGEST_BYTES, "timeout": SLOWEST_S, "rss_limit_mb": MOST_MB}
    options = [f"-{name}={value}" for name, value in limits.items()]
    with TemporaryDirectory() as folder:
        kept = [str(corpus), *map(str, more), f"-artifact_prefix={corpus.parent}/found-"]
        atheris.Setup([sys.argv[0], *kept, *options], target(Path(folder)))
        atheris.Fuzz()


def main() -> None:
    """Run the fuzzer as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=Path("runs/fuzz/corpus"), help="kept between runs")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="folders of further photos to begin with")
    arguments = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install atheris (Linux and macOS).")
    fuzz(arguments.corpus, arguments.more, arguments.seconds)


if __name__ == "__main__":
    main()
