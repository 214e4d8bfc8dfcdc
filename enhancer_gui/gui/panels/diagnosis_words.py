"""Findings in words for the window."""

from PySide6.QtCore import QCoreApplication, QLocale

from enhancer_gui.core.diagnosis import BlurKind, Degree, Finding, Remedy, Subject
from enhancer_gui.gui.panels.words import megapixel_figure, percent_words

translate = QCoreApplication.translate


def finding_words(finding: Finding) -> str:
    """Return what was found as a short sentence; only for findings of some degree."""
    match finding.subject:
        case Subject.NOISE:
            if finding.degree is Degree.SLIGHT:
                return translate("diagnosis", "Slightly noisy")
            if finding.degree is Degree.CLEAR:
                return translate("diagnosis", "Noisy")
            return translate("diagnosis", "Very noisy")
        case Subject.JPEG:
            return translate("diagnosis", "JPEG quality about {0}").format(round(finding.figure))
        case Subject.BLUR:
            return _blur(finding)
        case Subject.DETAIL:
            share = percent_words(finding.figure)
            return translate(
                "diagnosis", "Soft, or enlarged before: its detail would fit into {0} of the width"
            ).format(share)
        case Subject.FADING:
            return translate("diagnosis", "Faded: {0} of the tones are in use").format(percent_words(finding.figure))
        case Subject.CAST:
            if finding.degree is Degree.SLIGHT:
                return translate("diagnosis", "A slight colour cast")
            return translate("diagnosis", "A colour cast")
        case Subject.SCRATCHES:
            return translate("diagnosis", "Scratched")
        case Subject.SIZE:
            return translate("diagnosis", "Small: {0} megapixels").format(megapixel_figure(finding.figure))


def remedy_tip(remedy: Remedy) -> str:
    """Return what a switch beside a finding does."""
    match remedy:
        case Remedy.MEND:
            return translate("diagnosis", "Mend the scratches")
        case Remedy.CLEAN:
            return translate("diagnosis", "Clean up noise and JPEG traces")
        case Remedy.SHARPEN:
            return translate("diagnosis", "Remove the blur")
        case Remedy.ENLARGE:
            return translate("diagnosis", "Enlarge the photo")
        case Remedy.REVIVE:
            return translate("diagnosis", "Bring the tones back")
        case Remedy.BALANCE:
            return translate("diagnosis", "Take the cast off")


def _blur(finding: Finding) -> str:
    match finding.blur:
        case BlurKind.MOTION:
            words = translate("diagnosis", "Motion blur of about {0} pixels, {1}°")
            return words.format(round(finding.figure), round(finding.angle_deg))
        case BlurKind.DEFOCUS:
            words = translate("diagnosis", "Out of focus by about {0} pixels")
            return words.format(round(2 * finding.figure))
        case BlurKind.UNEVEN:
            words = translate("diagnosis", "Blurred: edges are about {0} pixels wide")
            return words.format(round(finding.figure))
        case _:
            words = translate("diagnosis", "Soft: blurred by about {0} pixels")
            return words.format(_number(finding.figure, 1))


def _number(value: float, decimals: int) -> str:
    return QLocale().toString(float(value), "f", decimals)
