"""What README.md shows is there, and what it claims of the models is what their cards say."""

import re
from pathlib import Path

import pytest
from PIL import Image
from pydantic import BaseModel

from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.storage.paths import resources_dir

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = ROOT / "packaging" / "readme" / "README.zh-CN.md"
PICTURES = re.findall(r'(?:\]\(|src=")(packaging/readme/[^)"]+\.webp)', README)
CARDS = sorted((resources_dir() / "models").glob("*.json"))
PRESETS = sorted((resources_dir() / "presets").glob("*.json"))
LARGEST_BYTES = 250_000
LARGEST_SUM_BYTES = 1_500_000


class Training(BaseModel):
    steps: int


class Score(BaseModel):
    set: str
    psnr_y_db: float
    ssim_y: float


class Card(BaseModel):
    id: str
    training: Training
    scores: tuple[Score, ...]


class Named(BaseModel):
    name: str


class PresetFile(BaseModel):
    recipe: Named


def test_that_every_picture_is_there_and_none_is_left_over() -> None:
    assert {ROOT / picture for picture in PICTURES} == set((ROOT / "packaging" / "readme").glob("*.webp"))


def test_that_pictures_are_small_and_whole() -> None:
    sizes = [(ROOT / picture).stat().st_size for picture in PICTURES]
    assert max(sizes) <= LARGEST_BYTES and sum(sizes) <= LARGEST_SUM_BYTES
    for picture in PICTURES:
        with Image.open(ROOT / picture) as opened:
            opened.load()


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_that_a_model_s_row_says_what_its_card_says(path: Path) -> None:
    card = Card.model_validate_json(path.read_bytes())
    row = next((line for line in README.splitlines() if line.startswith(f"| `{card.id}` |")), "")
    claims = [f"{score.psnr_y_db:.2f} dB / {score.ssim_y:.4f}" for score in card.scores]
    missing = [claim for claim in (f"| {card.training.steps} |", *claims) if claim not in row]
    assert missing == [], f"README.md, below <!-- models-table -->, row of {card.id}: {row or 'there is none'}"


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_that_the_readme_says_for_which_photos_a_preset_is(path: Path) -> None:
    name = PresetFile.model_validate_json(path.read_bytes()).recipe.name
    assert f"{name} (`{path.stem}`)" in README
    assert f"（`{path.stem}`）" in CHINESE.read_text(encoding="utf-8")


def test_that_every_link_to_a_file_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_that_the_chinese_readme_is_linked_and_leads_everywhere() -> None:
    assert CHINESE.relative_to(ROOT).as_posix() in README
    words = CHINESE.read_text(encoding="utf-8")
    links = re.findall(r'(?:\]\(|src=")(?!https?://|#)([^)"#]+)', words)
    assert [link for link in links if not (CHINESE.parent / link).exists()] == []


def test_that_the_chinese_readme_has_the_same_commands() -> None:
    def commands(words: str) -> list[str]:
        blocks = re.findall(r"```(?:sh|powershell)\n(.*?)```", words, re.DOTALL)
        return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]

    assert commands(CHINESE.read_text(encoding="utf-8")) == commands(README)


def test_that_every_exit_code_is_explained() -> None:
    assert [code for code in ExitCode if f"| {code.value} |" not in README] == []
