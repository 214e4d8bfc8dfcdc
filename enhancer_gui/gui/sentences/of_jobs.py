"""What jobs/ says; written by packaging/translations/collect_sentences.py."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PATTERNS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "The photo cannot be read ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "The process ended while it worked on this photo.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The result cannot be read back ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Transparency becomes white: {0} cannot hold it.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} cannot hold {1} bits a channel, the file has {2}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The photo has {0} bits a channel, the file {1}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} keeps {1} of the file's {2} bits.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The journal {0} cannot be used ({1}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” is offered by no place that a program may download from.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} See {1}")),
    str(QT_TRANSLATE_NOOP("Sentences", "The licence of “{0}” ({1}) has restrictions and was not accepted yet.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Read it at {0}, then accept it (`--accept-licence` on the command line).")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” needs the library {1}, which is not installed.")),
    str(QT_TRANSLATE_NOOP("Sentences", 'Install it: pip install "enhancer-gui[{0}]".')),
    str(QT_TRANSLATE_NOOP("Sentences", "There is no file {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the name.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} cannot be read ({1}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the file.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} cannot be imported ({1}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} {1}: its task cannot be “{2}”.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose its task among: {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” cannot be the twin: it is another kind of network.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Name the model it belongs to.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The name pattern “{0}” cannot be used.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Known tokens are {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The name pattern “{0}” gives an empty name.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use at least {name}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} is the photo itself.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose another name: originals are never overwritten.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The backend stopped before every tile was computed.")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” has no denoise strength of its own.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Leave it out, add a restoring step, or choose a model with a denoising twin.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "“{0}” needs the whole picture at once, at most {1} megapixels; it would get {2} × {3}."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "Use a smaller photo, or another model.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is no model installed for {0} at {1}×.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Something went wrong inside the program ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} cannot be read any more ({1}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Open it again.")),
)
