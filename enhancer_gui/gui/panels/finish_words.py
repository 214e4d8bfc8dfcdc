"""The controls of the finish in words."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def finish_words(name: str) -> tuple[str, str]:
    """Return the label and the explanation of a field of `Finish`."""
    match name:
        case "strength":
            tip = translate("finish", "Mixes the enlarged original with the result, at once.")
            return translate("finish", "Strength"), tip
        case "luminance":
            tip = translate("finish", "How much of the change in lightness is kept.")
            return translate("finish", "Lightness"), tip
        case "colour":
            return translate("finish", "Colour"), translate("finish", "How much of the change in colour is kept.")
        case "coarse":
            tip = translate("finish", "How much of the change in large areas is kept: blotches, shading, tone.")
            return translate("finish", "Large areas"), tip
        case "fine":
            tip = translate("finish", "How much of the change in fine detail is kept: texture, edges, noise.")
            return translate("finish", "Fine detail"), tip
        case "colour_lock":
            tip = translate("finish", "Holds the result's broad colours to those of the photo.")
            return translate("finish", "Lock colours"), tip
        case "guard":
            tip = translate("finish", "Keeps detail from growing where the photo is out of focus on purpose.")
            return translate("finish", "Keep bokeh"), tip
        case "sharpen":
            tip = translate("finish", "Makes edges crisper. The radius says how wide they are.")
            return translate("finish", "Crispness"), tip
        case "grain":
            tip = translate("finish", "Adds grain; 100 % is as much as the photo itself has.")
            return translate("finish", "Grain"), tip
        case "fading":
            tip = translate("finish", "Gives a faded print its black and white back.")
            return translate("finish", "Faded tones"), tip
        case "balance":
            tip = translate("finish", "Takes the cast from a yellowed or tinted print.")
            return translate("finish", "Colour cast"), tip
    raise KeyError(name)
