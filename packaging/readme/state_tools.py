"""What is done to a part of the photo, and elsewhere: masks, faces, cards that preview themselves, other machines."""

from dataclasses import replace

from make_pictures import PORTRAIT
from PySide6.QtTest import QTest
from state_stage import FAST, Stage

from enhancer_gui.backends.address import parse_address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.far_facts import FarFacts
from enhancer_gui.core.errors import BackendError
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.dialogs.machine_dialog import MachineDialog
from enhancer_gui.gui.mask_places import RESULT
from enhancer_gui.gui.preset_previews.rest import CPU, has_power_to_spare
from enhancer_gui.gui.viewer import Dab, DabPhase

STROKE = ((0.38, 0.2), (0.45, 0.3), (0.55, 0.3), (0.6, 0.2))
"""Over the face of the portrait, in shares of its width and height."""

PATIENCE_MS = 400
"""Until what was just found, or opened, is laid out."""

MACHINE = "studio:8765"
GIGA = 1 << 30


def masks(stage: Stage) -> None:
    """The bar of a mask before and after a stroke, and in a narrow window."""
    stage.result()
    masking = stage.controller.masking
    masking.open(RESULT)
    stage.wait(lambda: masking.is_ready)
    stage.shoot("mask-empty")
    phases = (DabPhase.BEGIN, *(DabPhase.MOVE for _ in STROKE[1:-1]), DabPhase.END)
    for phase, (x, y) in zip(phases, STROKE, strict=True):
        masking.paint(Dab(phase, x, y, erases=False))
    stage.point(0.4, 0.5)
    stage.settle()
    stage.shoot("mask")
    stage.window.resize(640, 480)
    QTest.qWait(300)
    stage.settle()
    stage.shoot("mask-smallest")
    masking.close()


def faces(stage: Stage) -> None:
    """A face before there is a result, with one, and kept as it is."""
    stage.open(PORTRAIT)
    side = stage.window.side
    stage.wait(lambda: bool(side.faces.cards))
    QTest.qWait(PATIENCE_MS)
    stage.scroll_to(side.faces)
    stage.shoot("faces-before")
    stage.choose(FAST)
    side.primary.click()
    stage.backend.go_on()
    stage.finish()
    stage.wait(lambda: side.faces.cards[0].pictures.facts.after is not None)
    stage.scroll_to(side.faces)
    stage.shoot("faces")
    side.faces.cards[0].switch.click()
    stage.shoot("faces-kept")


def previews(stage: Stage) -> None:
    """Cards that show what they do to the photo; only on a machine with power to spare."""
    if not has_power_to_spare(CPU):
        return
    choices = stage.controller.choices
    choices.put(replace(choices.now, preset_previews=True))
    stage.open(PORTRAIT)
    stage.wait(lambda: all(card.picture is not None for card in stage.cards))
    stage.shoot("previews-begun")
    stage.wait(lambda: all(card.picture is not None and card.picture.after is not None for card in stage.cards))
    stage.shoot("previews")
    choices.put(replace(choices.now, preset_previews=False))


def machines(stage: Stage) -> None:
    """The dialog of another machine in each of its states, and the menu of devices."""
    stage.open(PORTRAIT)
    stage.window.status.place.click()
    stage.shoot("menu-devices")
    stage.close_dialogs()
    stage.do(Command.MACHINES)
    dialog = stage.window.findChild(MachineDialog)
    assert dialog is not None
    QTest.qWait(PATIENCE_MS)
    stage.shoot("dialog-machine")
    dialog.address.setText(MACHINE)
    dialog.result_area.show_asking("studio")
    dialog.refit()
    stage.shoot("dialog-machine-asked")
    dialog.show_error(
        BackendError(
            "studio does not answer.", remedy="Check that it is on, that “enhancer serve” runs there, and the address."
        )
    )
    stage.shoot("dialog-machine-refused")
    device = DeviceInfo("cuda:0", "NVIDIA RTX 4070", "fp16", 11 * GIGA)
    recipes = tuple(stage.controller.presets.presets)
    catalogue = stage.desk.prospects.catalogue
    assert catalogue is not None
    cards = tuple(catalogue.cards.values())
    dialog.show_facts(FarFacts(parse_address(f"http://{MACHINE}"), "0.0.0", (device,), cards, recipes))
    stage.shoot("dialog-machine-ready")
    stage.close_dialogs()
