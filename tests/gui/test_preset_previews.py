"""Preset cards show what their presets do to the photo, while nobody needs the machine."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enhancer_gui.core.errors import BackendError, EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import Mask, TileMasks
from enhancer_gui.core.recipe import Finish
from enhancer_gui.gui.dialogs.settings_dialog import SettingsDialog
from enhancer_gui.gui.place_control import Places
from enhancer_gui.gui.preset_previews import control, rest
from enhancer_gui.gui.preset_previews.pictures import KEPT_PICTURES, PictureCache, Wish, finished_part
from enhancer_gui.gui.preset_previews.places import Where, find_place
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.widgets import PresetCard
from enhancer_gui.gui.widgets.card_picture import CardPicture
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.jobs.preview_box import Patch
from enhancer_gui.storage.masks import mask_shelf
from enhancer_gui.storage.paths import stores_dir
from enhancer_gui.storage.settings import Settings
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rigged, write_photo
from tests.gui.viewer.fakes import pixels_of

__all__ = ["backend", "models", "photo"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "REST_MS", 50)
    monkeypatch.setattr(control, "PAUSE_MS", 5)
    monkeypatch.setattr(control, "has_power_to_spare", lambda _device: True)


@pytest.fixture
def resting(qtbot: QtBot, models: None, backend: FakeBackend) -> Iterator[Rig]:
    with rigged(qtbot, backend, preset_previews=True) as made:
        yield made


def pictures(rig: Rig) -> dict[str, CardPicture]:
    cards = rig.window.side.presets.findChildren(PresetCard)
    return {card.preset_id: card.picture for card in cards if card.picture is not None and not card.isHidden()}


def shown(rig: Rig) -> set[str]:
    return {preset_id for preset_id, picture in pictures(rig).items() if picture.after is not None}


def everything(rig: Rig) -> set[str]:
    """Return the presets that can be done: the fake catalogue has no model for scratches, and 16 times is the most."""
    photo, catalogue = rig.photo, rig.controller.desk.prospects.catalogue
    assert photo.size is not None and catalogue is not None
    can_be_done = set()
    for preset in rig.controller.presets.presets:
        with suppress(EnhancerError):
            plan_work(preset, photo.size, catalogue)
            can_be_done.add(preset.id)
    assert len(can_be_done) >= 5
    return can_be_done


def is_running(rig: Rig) -> bool:
    return rig.controller.preset_previews.is_running


def press_a_key(rig: Rig) -> None:
    handle = rig.window.windowHandle()
    QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier))


def test_that_every_card_shows_its_preset_without_being_asked_and_nothing_is_left_on_the_disk(
    resting: Rig, photo: Path
) -> None:
    resting.open(photo)
    resting.wait(lambda: shown(resting) == everything(resting))
    assert resting.controller.queue.entry(resting.photo.id) is None
    assert resting.photo.previews == ()
    assert not stores_dir().exists() or list(stores_dir().iterdir()) == []


def test_that_what_is_shown_is_kept_for_each_photo(resting: Rig, tmp_path: Path, photo: Path) -> None:
    resting.open(photo, write_photo(tmp_path / "other.png", 120, 80))
    resting.wait(lambda: shown(resting) == everything(resting))
    computed = len(resting.backend.served)
    first = pictures(resting)["clean"].after
    resting.controller.desk.step(1)
    resting.wait(lambda: shown(resting) == everything(resting))
    assert len(resting.backend.served) == 2 * computed
    resting.controller.desk.step(-1)
    assert pictures(resting)["clean"].after is first
    resting.controller.preset_previews._go_on()
    assert not resting.controller.preset_previews.is_running


def test_that_an_action_stops_it_at_once_and_rest_goes_on_with_it(resting: Rig, photo: Path) -> None:
    resting.backend.gated_from = 1
    resting.open(photo)
    resting.wait(resting.backend.waiting.is_set)
    states = [is_running(resting)]
    press_a_key(resting)
    states.append(is_running(resting))
    assert states == [True, False]
    assert not resting.controller.preset_previews.rest.is_begun
    resting.backend.gated_from = None
    resting.wait(lambda: shown(resting) == everything(resting))


def test_that_enhance_does_not_wait_for_it_and_it_waits_for_enhance(resting: Rig, photo: Path) -> None:
    resting.backend.gated_from = 0
    resting.open(photo)
    resting.wait(resting.backend.waiting.is_set)
    resting.window.side.primary.click()
    resting.wait(lambda: not resting.controller.preset_previews.is_running)
    resting.wait(lambda: resting.controller.unfinished == 1)
    resting.controller.preset_previews._go_on()
    assert not resting.controller.preset_previews.is_running, "a job runs"
    resting.backend.gated_from = None
    resting.backend.gate.set()
    resting.wait(lambda: resting.controller.unfinished == 0)
    resting.wait(lambda: shown(resting) == everything(resting))


def test_that_nothing_is_computed_without_power_to_spare_or_where_the_setting_says_so(
    resting: Rig, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "has_power_to_spare", lambda _device: False)
    resting.open(photo)
    resting.wait(lambda: resting.controller.preset_previews.rest.is_begun)
    previews = resting.controller.preset_previews
    resting.wait(lambda: previews.cache.place(resting.controller.showing.photo_id) is not None)
    previews._go_on()
    assert resting.backend.served == []
    assert pictures(resting) == {}, "the photo alone on every card tells nothing"
    monkeypatch.setattr(control, "has_power_to_spare", lambda _device: True)
    resting.controller.choices.put(replace(resting.controller.choices.now, preset_previews=False))
    resting.controller.preset_previews._go_on()
    assert resting.backend.served == []
    assert pictures(resting) == {}


def test_that_another_machine_is_never_asked(resting: Rig, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resting.controller.preset_previews.rest.stop()
    resting.open(photo)
    monkeypatch.setattr(rest.Rest, "is_begun", True)
    far = replace(resting.controller.choices.now, device="http://far.example:8765")
    monkeypatch.setattr(type(resting.controller.choices), "now", far)
    assert not resting.controller.preset_previews._may_run()
    monkeypatch.setattr(type(resting.controller.choices), "now", replace(far, device="auto"))
    assert resting.controller.preset_previews._may_run()


def test_that_a_preset_that_fails_keeps_its_words_and_the_others_go_on(resting: Rig, photo: Path) -> None:
    resting.backend.errors = {0: BackendError("The device stopped.")}
    resting.open(photo)
    resting.wait(lambda: len(shown(resting)) == len(everything(resting)) - 1)
    assert resting.window.notice.announcement is None


def test_that_a_face_is_shown_rather_than_anything_else(resting: Rig, tmp_path: Path) -> None:
    resting.open(write_photo(tmp_path / "large.png", 600, 400))
    resting.wait(lambda: shown(resting) == everything(resting))
    previews, photo_id = resting.controller.preset_previews, resting.photo.id
    previews.prefer(photo_id, (Region(10, 20, 120, 60),))
    resting.wait(lambda: shown(resting) == everything(resting) and _place(resting).x <= 30)
    place = _place(resting)
    assert place.intersection(Region(10, 20, 120, 60)) == place


def _place(rig: Rig) -> Region:
    place = rig.controller.preset_previews.cache.place(rig.photo.id)
    assert place is not None
    return place.region


def test_that_the_cache_forgets_the_longest_unused_and_photos_that_are_gone() -> None:
    cache, image = PictureCache(), QImage(2, 2, QImage.Format.Format_RGB888)
    keys = [Wish(f"photo {number}", Region(0, 0, 1, 1), (), Finish()) for number in range(KEPT_PICTURES + 1)]
    cache.put_picture(keys[0], image)
    for key in keys[1:-1]:
        cache.put_picture(key, image)
    assert cache.picture(keys[0]) is image
    cache.put_picture(keys[-1], image)
    assert cache.picture(keys[1]) is None
    assert cache.picture(keys[0]) is image
    cache.forget("photo 0")
    assert cache.picture(keys[0]) is None


def test_that_on_battery_or_with_few_cores_nothing_is_computed_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr(rest, "_is_on_mains", lambda: True)
    assert rest.has_power_to_spare("cpu")
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert not rest.has_power_to_spare("cpu")
    assert rest.has_power_to_spare("cuda:0")
    monkeypatch.setattr(rest, "_is_on_mains", lambda: False)
    assert not rest.has_power_to_spare("cuda:0")


def test_that_the_setting_is_in_the_dialog(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings(), Places("auto", (), ()))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.changed) as told:
        dialog.preset_previews.setChecked(False)
    assert told.args is not None
    assert not told.args[0].preset_previews


def test_that_a_picture_appears_at_once_where_less_motion_is_wanted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enhancer_gui.gui.widgets.preset_card.motion_ms", lambda: 0)
    card = PresetCard("x", "Name", "Words", Glyph.IMAGE)
    qtbot.addWidget(card)
    plain = card.sizeHint().height()
    image = QImage(40, 20, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    black = image.copy()
    black.fill(Qt.GlobalColor.black)
    assert card.set_picture(CardPicture(image))
    assert not card.set_picture(CardPicture(image, black))
    card.resize(146, card.sizeHint().height())
    card.show()
    shot = card.grab().toImage()
    left, right = shot.pixelColor(20, 30).lightness(), shot.pixelColor(126, 30).lightness()
    assert left > 240
    assert right < 15
    assert card.set_picture(None)
    assert card.sizeHint().height() == plain


def test_that_cards_show_a_part_that_a_brushed_mask_lets_the_preset_reach(resting: Rig, tmp_path: Path) -> None:
    resting.open(write_photo(tmp_path / "large.png", 600, 400))
    resting.wait(lambda: shown(resting) == everything(resting))
    before = _place(resting)
    picture = np.zeros((400, 600), np.uint8)
    picture[300:, 450:550] = 255
    mask = Mask(resting.controller.mask_keeper.keep(picture))
    recipe = resting.photo.recipe
    resting.controller.editing.set_recipe(replace(recipe, masks=replace(recipe.masks, result=mask)))
    resting.wait(lambda: shown(resting) == everything(resting) and _place(resting) != before)
    assert Region(450, 300, 100, 100).intersection(_place(resting)) == _place(resting)


@pytest.mark.parametrize("limit", ["result", "step"])
def test_that_a_card_is_changed_where_the_mask_is_white_and_nowhere_else(limit: str) -> None:
    photo, region = np.full((100, 200, 3), 128, np.uint8), Region(50, 20, 100, 44)
    picture = np.zeros((100, 200), np.uint8)
    picture[:, :100] = 255  # the left half of the part
    masks = TileMasks(**{limit: Mask(mask_shelf().take(picture))})
    white = Patch(region, 1, np.ones((44, 100, 3), np.float32))
    card = finished_part(Image(photo), Wish("x", region, (), Finish(), masks), white)
    light = pixels_of(card)[:, :, 0]
    middle = card.width() // 2
    assert (light[:, : middle - 8] > 250).all()
    assert (light[:, middle + 8 :] == 128).all()


def test_that_a_small_mask_is_shown_with_what_is_around_it() -> None:
    photo = np.full((300, 400, 3), 128, np.uint8)
    picture = np.zeros((300, 400), np.uint8)
    picture[290:, 395:] = 255
    place = find_place(Image(photo), Where(mask=Mask(mask_shelf().take(picture))))
    assert place.region == Region(300, 256, 100, 44)
    inverted = Mask(mask_shelf().take(np.full((300, 400), 255, np.uint8)), inverted=True)
    assert find_place(Image(photo), Where(mask=inverted)).region.intersection(Region(0, 0, 400, 300)).pixels == 4400


def test_that_cards_of_a_photo_whose_mask_is_gone_show_no_picture_of_it(
    resting: Rig, tmp_path: Path, photo: Path
) -> None:
    resting.open(photo)
    resting.wait(lambda: shown(resting) == everything(resting))
    recipe = resting.photo.recipe
    gone = replace(recipe.masks, result=Mask("0" * 64))
    resting.controller.editing.set_recipe(replace(recipe, masks=gone))
    resting.wait(lambda: shown(resting) == set())
    assert resting.window.notice.announcement is None
