"""Which part of the middle of the window listens to which; views are connected elsewhere (`wiring`)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enhancer_gui.gui.controller import Controller  # which calls this


def link(parts: "Controller") -> None:
    """Connect the parts of a controller with each other."""
    _link_work(parts)
    _link_announcer(parts)


def _link_work(parts: "Controller") -> None:
    parts.worker.devices_found.connect(parts.place.set_devices)
    parts.queue.removed.connect(parts.showing.forget)
    parts.queue.happened.connect(parts.comparing.follow)
    parts.live.happened.connect(parts.comparing.follow)
    parts.comparing.tile_finished.connect(parts.truth.look_again)
    parts.comparing.tile_finished.connect(parts.faces.look_again)
    parts.faces.found.connect(parts.preset_previews.prefer)
    parts.live.progressed.connect(parts.reports.set_preview)
    parts.showing.after_changed.connect(parts.probe.look_again)
    parts.comparing.tile_finished.connect(parts.probe.look_again)
    parts.opening.found.connect(parts.replaying.look)
    parts.showing.unreadable.connect(parts.desk.set_error)
    parts.orders.impossible.connect(parts.desk.set_error)
    parts.presets.added.connect(parts.editing.choose_preset)
    parts.actions.reading_wanted.connect(parts.current.read_again)
    parts.models.models_changed.connect(parts.catalogue.load)
    parts.catalogue.loaded.connect(parts.place.set_catalogue)
    parts.catalogue.loaded.connect(parts.examining.look_again)
    parts.actions.here_wanted.connect(parts.place.compute_here)


def _link_announcer(parts: "Controller") -> None:
    """Let everything that goes wrong, and what is worth a word, be told."""
    parts.worker.unavailable.connect(parts.announcer.tell_error)
    parts.queue.happened.connect(parts.announcer.follow)
    parts.catalogue.failed.connect(parts.announcer.tell_error)
    parts.live.failed.connect(parts.announcer.tell_error)
    parts.masking.failed.connect(parts.announcer.tell_error)
    parts.mask_keeper.failed.connect(parts.announcer.tell_error)
    parts.replaying.offered.connect(parts.announcer.offer_recipe)
    parts.opening.left_out.connect(parts.announcer.tell_left_out)
    parts.opening.unread.connect(parts.announcer.tell_unread)
    parts.opening.failed.connect(parts.announcer.tell_error)
    parts.orders.skipped.connect(parts.announcer.tell_skipped)
    parts.actions.refused.connect(parts.announcer.tell_error)
    parts.actions.left_out.connect(parts.announcer.tell_damaged)
    parts.presets.failed.connect(parts.announcer.tell_error)
    parts.choices.failed.connect(parts.announcer.tell_error)
    parts.cache.failed.connect(parts.announcer.tell_error)
    parts.machines.failed.connect(parts.announcer.tell_error)
    parts.place.lost.connect(parts.announcer.tell_lost)
    parts.session.found.connect(parts.announcer.offer_session)
    parts.session.failed.connect(parts.announcer.tell_error)
