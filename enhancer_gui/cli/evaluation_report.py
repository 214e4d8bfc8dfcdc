"""What an evaluation found, as tables for people and as JSON for programs."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from rich.table import Table
from rich.text import Text

from enhancer_gui.cli.comparison import CandidateScores, SetComparison, finite

_MEASURES = {
    "psnr_y_db": attrgetter("psnr_db"),
    "ssim_y": attrgetter("ssim"),
    "psnr_rgb_db": attrgetter("psnr_rgb_db"),
    "ssim_rgb": attrgetter("ssim_rgb"),
}
_HEADINGS = ("PSNR-Y", "SSIM-Y", "PSNR-RGB", "SSIM-RGB", "s/MP")
_CAPTION = "PSNR in dB; s/MP: seconds for a megapixel of the result"


def make_table(about: Mapping[str, object], comparisons: Iterable[SetComparison]) -> Table:
    """Return one table: a section for each set, a row for each candidate."""
    title = ", ".join(f"{name} {value}" for name, value in about.items() if value is not None)
    table = Table("Set", title=title, caption=_CAPTION)
    table.add_column("Candidate", no_wrap=True)
    for heading in _HEADINGS:
        table.add_column(heading, justify="right")
    for comparison in comparisons:
        for index, each in enumerate(comparison.candidates):
            where = f"{comparison.name} ({len(each.pictures)})" if index == 0 else ""
            values = [each.mean(measure) for measure in _MEASURES.values()]
            cells = [f"{value:.2f}" if i % 2 == 0 else f"{value:.4f}" for i, value in enumerate(values)]
            table.add_row(Text(where), Text(each.name), *cells, f"{each.seconds / each.megapixels:.2f}")
        table.add_section()
    return table


def as_fields(comparison: SetComparison) -> dict[str, object]:
    """Return a set's scores for JSON, those of every picture included."""
    return {"set": comparison.name, "candidates": [_candidate_fields(each) for each in comparison.candidates]}


def _candidate_fields(each: CandidateScores) -> dict[str, object]:
    return {
        "candidate": each.name,
        "pictures": len(each.pictures),
        **{name: finite(each.mean(measure)) for name, measure in _MEASURES.items()},
        "seconds_per_megapixel": each.seconds / each.megapixels,
        "each": [
            {"picture": picture.name, **{name: finite(measure(picture)) for name, measure in _MEASURES.items()}}
            for picture in each.pictures
        ],
    }
