"""Turns what happens into announcements: one sentence, what to do, and one thing that can be done at once."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event, Failed, Finished, Noted
from enhancer_gui.gui.announcements import Announcement, Offer
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.panels.words import count_words
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.widgets import Tone


class Announcer(QObject):
    """Emits `announced(Announcement)`."""

    announced = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Speak about the photos of this desk."""
        super().__init__(parent)
        self._desk = desk
        self._last_error: EnhancerError | None = None

    @property
    def last_error(self) -> EnhancerError | None:
        """The error that was told last and belongs to no photo."""
        return self._last_error

    @Slot(object)
    def follow(self, event: Event) -> None:
        """Tell the end of a job, and what happened on the way."""
        if event.job_id not in self._desk.photos:
            return
        name = self._desk.photos[event.job_id].path.name
        match event:
            case Failed() if self._desk.prospects.has_failed_there(event.job_id):
                self.tell_lost(EnhancerError(event.message, remedy=event.remedy, detail=event.detail))
            case Failed():
                self.announced.emit(
                    Announcement(
                        words_of(event.message),
                        words_of(event.remedy),
                        Tone.BAD,
                        Offer.DETAILS,
                        self.tr("Details…"),
                        event.job_id,
                        stays=True,
                    )
                )
            case Finished(target=Path() as target, skipped=False):
                self.announced.emit(
                    Announcement(
                        self.tr("Saved as {name}").format(name=target.name),
                        tone=Tone.GOOD,
                        offer=Offer.REVEAL,
                        offer_words=self.tr("Show in folder"),
                        subject=event.job_id,
                        place=target.parent,
                    )
                )
            case Finished(target=Path() as target):
                self.tell_skipped((target,))
            case Noted():
                self.announced.emit(Announcement(f"{name}: {words_of(event.message)}"))
            case _:
                pass

    @Slot(object)
    def tell_error(self, error: EnhancerError) -> None:
        """Tell an error that belongs to no photo."""
        self._last_error = error
        offer = Offer.DETAILS if error.detail else Offer.NONE
        words = self.tr("Details…") if error.detail else ""
        self.announced.emit(Announcement(words_of(error.message), words_of(error.remedy), Tone.WARN, offer, words))

    @Slot(object)
    def tell_lost(self, error: EnhancerError) -> None:
        """Tell that another machine has failed, and offer this one: nothing is computed here unasked."""
        self._last_error = error
        message, remedy = words_of(error.message), words_of(error.remedy)
        words = self.tr("Compute here instead")
        self.announced.emit(Announcement(message, remedy, Tone.BAD, Offer.HERE, words, stays=True))

    @Slot(tuple)
    def tell_skipped(self, targets: tuple[Path, ...]) -> None:
        """Tell which files were left as they are."""
        message = (
            self.tr("{name} is there already and was left as it is.").format(name=targets[0].name)
            if len(targets) == 1
            else self.tr("{count} files are there already and were left as they are.").format(
                count=count_words(len(targets))
            )
        )
        remedy = self.tr("Choose “Add a number” or “Replace the file” under Save as to write them again.")
        self.announced.emit(Announcement(message, remedy))

    @Slot(tuple)
    def tell_damaged(self, photos: tuple[Path, ...]) -> None:
        """Tell which of the chosen photos were left out because they cannot be read."""
        message = self.tr("{name} is damaged and was left out.").format(name=photos[0].name)
        remedy = self.tr("Copy it again from where it came, then choose “Try again”.")
        if len(photos) > 1:
            message = self.tr("{count} photos are damaged and were left out.").format(count=count_words(len(photos)))
            remedy = self.tr("Copy them again from where they came, then choose “Try again”.")
        self.announced.emit(Announcement(message, remedy, Tone.WARN))

    @Slot(int)
    def tell_left_out(self, files: int) -> None:
        """Tell how many files in folders were taken for results of earlier runs."""
        message = (
            self.tr("One file was left out: it is the result of an earlier run.")
            if files == 1
            else self.tr("{count} files were left out: they are results of earlier runs.").format(
                count=count_words(files)
            )
        )
        self.announced.emit(Announcement(message, self.tr("Drop the files themselves to open them.")))

    @Slot(str)
    def tell_unread(self, note: str) -> None:
        """Tell which folders could not be looked into."""
        remedy = words_of("Choose another folder, or change its permissions.")
        self.announced.emit(Announcement(words_of(note), remedy, Tone.WARN, stays=True))

    @Slot(str, str)
    def offer_recipe(self, file: str, recipe: str) -> None:
        """Offer to take over the recipe that made a result."""
        message = self.tr("{file} is a result: “{recipe}”.").format(file=file, recipe=recipe)
        remedy = self.tr("It says itself how it was made; the same can be done to other photos.")
        words = self.tr("Use its settings")
        self.announced.emit(Announcement(message, remedy, Tone.ACCENT, Offer.REPLAY, words))

    @Slot(int)
    def offer_session(self, photos: int) -> None:
        """Offer to go on with what the last run left."""
        words = (
            self.tr("Continue") if photos == 1 else self.tr("Continue {count} photos").format(count=count_words(photos))
        )
        message = (
            self.tr("One photo was not finished last time.")
            if photos == 1
            else self.tr("{count} photos were not finished last time.").format(count=count_words(photos))
        )
        remedy = self.tr("What was computed is kept.")
        self.announced.emit(Announcement(message, remedy, Tone.ACCENT, Offer.CONTINUE, words, stays=True))
