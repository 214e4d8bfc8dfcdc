"""Everything the window can be told to do by key or menu: one table for actions, tooltips and the shortcut list."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Command(StrEnum):
    """What can be asked for, wherever the photo list or the viewer has the keyboard."""

    OPEN = "open"
    OPEN_FOLDER = "open_folder"
    PASTE = "paste"
    ENHANCE = "enhance"
    SAVE = "save"
    SAVE_AS = "save_as"
    UNDO = "undo"
    REDO = "redo"
    REMOVE = "remove"
    PREVIOUS = "previous"
    NEXT = "next"
    TOGGLE_PANEL = "toggle_panel"
    TOGGLE_FILMSTRIP = "toggle_filmstrip"
    BAKE_OFF = "bake_off"
    MASK = "mask"
    FULL_SCREEN = "full_screen"
    ESCAPE = "escape"
    MODELS = "models"
    SETTINGS = "settings"
    MACHINES = "machines"
    SELECT_ALL = "select_all"
    COPY_RECIPE = "copy_recipe"
    PASTE_RECIPE = "paste_recipe"
    RECIPE_TO_CHOSEN = "recipe_to_chosen"
    RECIPE_TO_ALL = "recipe_to_all"
    RETRY_FAILED = "retry_failed"
    PRINT_PLANNER = "print_planner"
    WATCH = "watch"
    HELP = "help"
    TOUR = "tour"
    LOG = "log"
    SHORTCUTS = "shortcuts"
    ABOUT = "about"
    QUIT = "quit"


@dataclass(frozen=True)
class CommandFacts:
    """Words and keys of a command."""

    words: str
    keys: tuple[str, ...]


CONTEXT = "Commands"

COMMANDS: dict[Command, CommandFacts] = {
    Command.OPEN: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Open photos…")), ("Ctrl+O",)),
    Command.OPEN_FOLDER: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Open a folder…")), ("Ctrl+Shift+O",)),
    Command.PASTE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Paste a photo")), ("Ctrl+V",)),
    Command.ENHANCE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Enhance")), ("Ctrl+Return", "Ctrl+Enter")),
    Command.SAVE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Save the result")), ("Ctrl+S",)),
    Command.SAVE_AS: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Save the result as…")), ("Ctrl+Shift+S",)),
    Command.UNDO: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Undo")), ("Ctrl+Z",)),
    Command.REDO: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Redo")), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command.REMOVE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Remove from the list")), ("Del",)),
    Command.PREVIOUS: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Previous photo")), ("[",)),
    Command.NEXT: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Next photo")), ("]",)),
    Command.TOGGLE_PANEL: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Show or hide the panel")), ("F7",)),
    Command.TOGGLE_FILMSTRIP: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Show or hide the filmstrip")), ("F8",)),
    Command.BAKE_OFF: CommandFacts(
        str(QT_TRANSLATE_NOOP("Commands", "Try several presets on what is in view")), ("Ctrl+B",)
    ),
    Command.MASK: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Paint a mask")), ("M",)),
    Command.FULL_SCREEN: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Full screen")), ("F11",)),
    Command.ESCAPE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Leave full screen, or cancel")), ("Esc",)),
    Command.MODELS: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Models")), ("Ctrl+M",)),
    Command.SETTINGS: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Settings")), ("Ctrl+,",)),
    Command.MACHINES: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Use another machine…")), ("Ctrl+Shift+M",)),
    Command.SELECT_ALL: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Choose all photos")), ("Ctrl+A",)),
    Command.COPY_RECIPE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Copy the recipe")), ("Ctrl+Shift+C",)),
    Command.PASTE_RECIPE: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Paste the recipe")), ("Ctrl+Shift+V",)),
    Command.RECIPE_TO_CHOSEN: CommandFacts(
        str(QT_TRANSLATE_NOOP("Commands", "Give this recipe to the chosen photos")), ()
    ),
    Command.RECIPE_TO_ALL: CommandFacts(
        str(QT_TRANSLATE_NOOP("Commands", "Give this recipe to all photos")), ("Ctrl+Shift+A",)
    ),
    Command.RETRY_FAILED: CommandFacts(
        str(QT_TRANSLATE_NOOP("Commands", "Try all failed photos again")), ("Ctrl+Shift+R",)
    ),
    Command.PRINT_PLANNER: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Plan a print…")), ("Ctrl+P",)),
    Command.WATCH: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Watch a folder…")), ("Ctrl+Shift+W",)),
    Command.HELP: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Help")), ("Shift+F1",)),
    Command.TOUR: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Take the tour")), ()),
    Command.LOG: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Log…")), ()),
    Command.SHORTCUTS: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Keyboard shortcuts")), ("F1",)),
    Command.ABOUT: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "About")), ()),
    Command.QUIT: CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Quit")), ("Ctrl+Q",)),
}

VIEWER_KEYS: tuple[CommandFacts, ...] = (
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Hold to see the original")), ("Space",)),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Split, top and bottom, side by side")), ("S", "T", "D")),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Blink, difference")), ("K", "X")),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Only before, only after")), ("B", "A")),
    CommandFacts(
        str(QT_TRANSLATE_NOOP("Commands", "Move the divider; set blink and difference")),
        ("Left", "Right", "Up", "Down"),
    ),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Move the photo")), ("Ctrl+Left", "Ctrl+Right")),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Loupe, overview")), ("L", "N")),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "While painting: smaller and larger brush")), ("[", "]")),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "While painting: show or hide the mask")), ("O",)),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Fit the photo to the window")), ("F",)),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Zoom to 100 %, 200 %, 300 %, 400 %")), ("1", "2", "3", "4")),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "100 % of the original")), ("I",)),
    CommandFacts(str(QT_TRANSLATE_NOOP("Commands", "Reset a slider")), ("Backspace",)),
)
"""Keys that viewer, bar and sliders answer themselves; they are listed here for the shortcut list only."""


_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def words_of(facts: CommandFacts) -> str:
    """Return the words in the user's language."""
    return QCoreApplication.translate(CONTEXT, facts.words)


def keys_of(facts: CommandFacts) -> str:
    """Return the keys as this system writes them; two that are written alike (Return and Enter) once."""
    return "  ".join(dict.fromkeys(map(_native, facts.keys)))


def _native(key: str) -> str:
    """Return a key as this system writes it, arrows as arrows: their names are long in some languages."""
    native = QKeySequence.SequenceFormat.NativeText
    words, last = QKeySequence(key).toString(native), key.rsplit("+", 1)[-1]
    return words.replace(QKeySequence(last).toString(native), _ARROWS[last]) if last in _ARROWS else words


def make_actions(window: QWidget, commands: Iterable[Command] = Command) -> dict[Command, QAction]:
    """Return an action for each command, added to the window so that its keys work everywhere in it."""
    actions: dict[Command, QAction] = {}
    for command in commands:
        facts = COMMANDS[command]
        action = QAction(words_of(facts), window)
        action.setObjectName(command.value)
        action.setShortcuts([QKeySequence(key) for key in facts.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        window.addAction(action)
        actions[command] = action
    return actions
