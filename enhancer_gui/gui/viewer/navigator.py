"""Moves the camera: at once, or gliding where that shows what happens."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from enhancer_gui.gui.viewer.camera import Camera

GLIDE_MS = 140


class Navigator(QObject):
    """The present camera and the one it is on the way to."""

    changed = Signal()
    """The present camera is another one."""

    aimed = Signal()
    """The camera that is shown in the end is another one."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start at rest on an empty view."""
        super().__init__(parent)
        self.reduced_motion = False
        self._camera = self._target = self._start = Camera()
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE_MS)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._advance)

    @property
    def camera(self) -> Camera:
        """What is shown now."""
        return self._camera

    @property
    def target(self) -> Camera:
        """What is shown when the glide ends; the same as `camera` at rest."""
        return self._target

    def jump(self, camera: Camera) -> None:
        """Show another view at once."""
        self._glide.stop()
        self._aim(camera)
        self._set(camera)

    def glide(self, camera: Camera) -> None:
        """Move to another view, or jump where reduced motion is asked for."""
        if self.reduced_motion:
            self.jump(camera)
            return
        self._glide.stop()
        self._start = self._camera
        self._aim(camera)
        self._glide.start()

    def stop(self) -> None:
        """Be where the glide leads."""
        self.jump(self._target)

    def _advance(self, share: float) -> None:
        self._set(self._start.between(self._target, share))

    def _aim(self, camera: Camera) -> None:
        if camera != self._target:
            self._target = camera
            self.aimed.emit()

    def _set(self, camera: Camera) -> None:
        if camera != self._camera:
            self._camera = camera
            self.changed.emit()
