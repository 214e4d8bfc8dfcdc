"""What lies at the far side: each photo and mask once, the same bytes with masks, and nothing when all is done."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends import far_files
from enhancer_gui.backends.remote import RemoteBackend, far_recipe
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.masks import Mask, Masks
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Finish, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.plan import make_job, plan_work
from enhancer_gui.jobs.preview import run_preview
from enhancer_gui.jobs.preview_box import PreviewOrder
from enhancer_gui.jobs.runner import Surroundings
from enhancer_gui.server.uploads import Uploaded, Uploads
from enhancer_gui.storage.masks import mask_shelf
from enhancer_gui.storage.photos import read_photo
from enhancer_gui.storage.recipe_codec import recipe_to_dict
from tests.backends.test_remote import TILES, backend_for, enhance
from tests.fakes import fake_catalogue
from tests.server.photos import make_photo
from tests.server.rig import serving
from tests.tiny_models import tiny_backend, tiny_catalogue

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals

PUT = "/v1/uploads/{sha256}"
WIDTH, HEIGHT = 70, 50


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "in" / "photo.png", WIDTH, HEIGHT)


def painted(seed: int) -> Mask:
    """Return a mask of a random picture, which is kept on the user's shelf."""
    dice = np.random.default_rng(seed)
    picture = dice.integers(0, 256, (HEIGHT, WIDTH), dtype=np.uint8)
    name = mask_shelf().take(picture)
    mask_shelf().write()
    return Mask(name, feather_px=1.5, inverted=seed % 2 == 0)


def masked_recipes() -> Iterator[Recipe]:
    restore, enlarge = Step(Task.RESTORE, mask=painted(1)), Step(Task.UPSCALE, mask=painted(2))
    all_masks = Masks(result=painted(3), guard=painted(4))
    double, same = ExportSpec(size=SizeTarget(value=2.0)), ExportSpec(size=SizeTarget(value=1.0))
    yield Recipe("several", "", (restore, enlarge), Finish(guard=1.0, sharpen=0.5), double, masks=all_masks)
    yield Recipe("only-one-computes", "", (restore, enlarge), export=same)
    yield Recipe("single", "", (restore,), export=same)


def test_that_every_mask_travels_and_the_bytes_are_those_of_here(tmp_path: Path, photo: Path) -> None:
    models = tiny_catalogue()
    with serving(tmp_path / "data", tiny_backend(), catalogue=models) as running:
        for recipe in masked_recipes():
            here, _ = enhance(photo, tiny_backend(), tmp_path / "here", recipe=recipe, catalogue=models)
            bare, _ = enhance(photo, tiny_backend(), tmp_path / "b", recipe=recipe.without_masks(), catalogue=models)
            there, happened = enhance(
                photo, backend_for(running.url), tmp_path / "there", recipe=recipe, catalogue=models
            )
            assert there == here != bare, (recipe.id, happened[-1])
        assert running.count(PUT, 201) == 3 + 3  # the photo by each program, and the masks of stages: 2, 1 and none
        assert not list((tmp_path / "data" / "uploads").iterdir())


def test_that_a_mask_of_the_only_stage_is_applied_at_the_far_side() -> None:
    recipe = next(each for each in masked_recipes() if each.id == "only-one-computes")
    work = plan_work(recipe, (WIDTH, HEIGHT), fake_catalogue())
    there = plan_work(far_recipe(work), (WIDTH, HEIGHT), fake_catalogue())
    assert work.stages == there.stages and len(work.stages) == 1 and work.stages[0].mask is not None


def test_that_a_file_made_there_with_masks_has_the_bytes_of_one_made_here(tmp_path: Path, photo: Path) -> None:
    models = tiny_catalogue()
    recipe = next(masked_recipes())
    here, _ = enhance(photo, tiny_backend(), tmp_path / "here", recipe=recipe, catalogue=models)
    pictures = [("mask", ("m.png", png_of(mask))) for mask in recipe.all_masks]
    mask_shelf().forget([mask.picture for mask in recipe.all_masks])  # the server has a shelf of its own for each job
    with serving(tmp_path / "data", tiny_backend(), catalogue=models) as running:
        files = [("photo", ("photo.png", photo.read_bytes())), *pictures]
        data = {"recipe": json.dumps(recipe_to_dict(recipe)), "tile_px": "32"}
        answer = running.client.post("/v1/jobs", files=files, data=data)
        assert answer.status_code == 201, answer.text
        job_id = answer.json()["id"]
        assert running.wait(job_id)["state"] == "finished", running.job(job_id)
        assert running.client.get(f"/v1/jobs/{job_id}/result").content == here
        without = running.client.post("/v1/jobs", files=files[:-1], data=data)
        assert without.status_code == 422
        named = f"the recipe names its picture {recipe.all_masks[-1].picture}."
        assert without.json()["message"] == f"The mask of the step “upscale” was not sent: {named}"


def png_of(mask: Mask) -> bytes:
    return (mask_shelf().folder / f"{mask.picture}.png").read_bytes()


def previews(photo: Path, backend: RemoteBackend, tmp_path: Path) -> None:
    """Look at one place of a photo with six candidates, as the bake-off does."""
    image = read_photo(photo)
    around = Surroundings(fake_catalogue(), tmp_path / "stores")
    for strength in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        recipe = Recipe("r", "R", (Step(Task.RESTORE, strength=strength),), export=ExportSpec(size=SizeTarget()))
        order = PreviewOrder(make_job(photo, recipe, None, TILES), image, Region(0, 0, 10, 10))
        *_, last = run_preview(order, backend, JobControl(), around)
        assert isinstance(last, events.Finished), last


def test_that_a_photo_is_sent_once_for_all_candidates(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        backend = backend_for(running.url)
        previews(photo, backend, tmp_path)
        assert running.count(PUT, 201) == 1 and running.count("/v1/jobs", 201) == 6
        assert len(list((tmp_path / "data" / "uploads").iterdir())) == 1
        backend.close()
        running.until(lambda: not list((tmp_path / "data" / "uploads").iterdir()))


def test_that_a_photo_that_was_removed_there_is_sent_again(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path / "data") as running:
        backend = backend_for(running.url)
        previews(photo, backend, tmp_path / "a")
        for path in (tmp_path / "data" / "uploads").iterdir():
            path.unlink()
        previews(photo, backend, tmp_path / "b")
        assert running.count(PUT, 201) == 2
        monkeypatch.setattr(Uploads, "get", lost_once())
        previews(photo, backend, tmp_path / "c")
        assert running.count("/v1/jobs", 424) == 1
        backend.close()


def lost_once() -> Callable[[Uploads, str], Uploaded]:
    """Return a way to find uploads that does not find the first one."""
    asked: list[str] = []
    get = Uploads.get

    def found(uploads: Uploads, sha256: str) -> Uploaded:
        asked.append(sha256)
        return get(uploads, "0" * 64 if len(asked) == 1 else sha256)

    return found


def test_that_little_used_photos_do_not_pile_up_there(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(far_files, "MOST_FILES", 2)
    folder = tmp_path / "data" / "uploads"
    with serving(tmp_path / "data") as running:
        backend = backend_for(running.url)
        for seed in range(4):
            each = make_photo(tmp_path / f"{seed}.png", 20 + seed, 20)
            previews(each, backend, tmp_path / str(seed))
        running.until(lambda: len(list(folder.iterdir())) == 2)
        backend.close()


def test_that_a_broken_or_false_upload_leaves_nothing(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        false = running.client.put("/v1/uploads/" + "0" * 64, content=photo.read_bytes())
        assert false.status_code == 422 and "SHA-256 is another" in false.json()["message"]
        assert running.client.put("/v1/uploads/short", content=b"x").status_code == 422
        unknown = running.client.post("/v1/jobs", data={"photo_sha256": "0" * 64})
        assert unknown.status_code == 424 and "Send it again" in unknown.json()["remedy"]
        assert not list((tmp_path / "data" / "uploads").iterdir())


def test_that_a_mask_without_a_recipe_limits_the_result(tmp_path: Path, photo: Path) -> None:
    from tests.server.test_jobs_api import server_events

    mask = tmp_path / "mask.png"
    Pillow.new("L", (WIDTH, HEIGHT), 0).save(mask)
    with serving(tmp_path / "data") as running:
        files = {"photo": ("p.png", photo.read_bytes()), "mask": ("m.png", mask.read_bytes())}
        job_id = running.client.post("/v1/jobs", files=files).json()["id"]
        assert running.wait(job_id)["state"] == "finished", server_events(running, job_id)
        recipe = running.service.board.submission(job_id).recipe
        assert recipe.masks.result is not None
        two = [("photo", files["photo"]), ("mask", files["mask"]), ("mask", ("p.png", photo.read_bytes()))]
        assert running.client.post("/v1/jobs", files=two).status_code == 422
        text = {"photo": files["photo"], "mask": ("m.png", b"no picture")}
        refused = running.client.post("/v1/jobs", files=text)
        assert refused.status_code == 422 and "A mask that was sent is no usable picture" in refused.json()["message"]
