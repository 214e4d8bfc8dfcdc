"""What server/ says; written by packaging/translations/collect_sentences.py."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PATTERNS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "A process for the device cannot be started ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Try again in a minute.")),
    str(
        QT_TRANSLATE_NOOP("Sentences", "The process of the device ended while it loaded. The server's log may say why.")
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "A token from the server's token file.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "A server without a token answers programs on its own machine only, no web pages."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "Start it with a token.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server wants a token.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server does not know this token.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Ask whoever runs the server for one.")),
    str(QT_TRANSLATE_NOOP("Sentences", "A preset and a recipe exclude each other.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Send one of them.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "A mask was sent that the recipe does not name, and something limits the whole result already."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "Send the pictures that the recipe names, or leave its masks out.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Send it as a grey PNG.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} was not sent: the recipe names its picture {1}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Send the picture in the form field “mask”.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The {0} has {1} megapixels; this server takes {2}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose a smaller size, or enhance it on your own machine.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Tiles of {0} pixels are too small.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use {0} or more.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server has no device “{0}”.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose one of: {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server has no device “{0}” that is ready.")),
    str(QT_TRANSLATE_NOOP("Sentences", "It may still be loading: try again in a minute.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The photo took longer than the {0} seconds that this server allows.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "The process that computes ended unexpectedly, twice, while it worked on this photo."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "Try a smaller size; if that fails too, please report it with the photo.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is no {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "It may have been deleted, or was too old.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server has as many photos waiting as it takes.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Try again in {0} seconds.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The photo is larger than the {0} MB that this server takes.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Enhance it on your own machine, or ask whoever runs the server.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The request stopped before its end.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Send it again.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The request is wrong at {0}: {1}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is nothing at {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} takes no {1}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The request broke off.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server cannot keep the photo ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Ask whoever runs the server to make room.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Something went wrong inside the server ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Please report it.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The server has no file with this hash, or none any more.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "The file that arrived is not the one that was announced: its SHA-256 is another."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "The file was removed just now.")),
)
