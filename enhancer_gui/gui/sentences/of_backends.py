"""What backends/ says; written by packaging/translations/collect_sentences.py."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PATTERNS: tuple[str, ...] = (
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” is no server's address.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Write http://host:port or https://host:port.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The other machine does not answer any more: the rest is computed here.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} has no device that is ready.")),
    str(QT_TRANSLATE_NOOP("Sentences", "It may still be loading its models: try again in a minute.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The library that computes (torch) cannot be loaded.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Install it again.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is not enough memory to share {0} MB with the process that computes.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Close other programs.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} ran out of memory: the rest is computed on the CPU.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Memory is short: tiles are computed in smaller pieces.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} points to {1}, which was not asked.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Give that address yourself.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} answered {1} {2}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the address: it must be a machine that runs “enhancer serve”.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} cannot prove that it is the machine you named, so nothing was sent.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Its certificate must be valid for this name (SSL_CERT_FILE names one of your own). A server without "
            "a certificate is reached by http://.",
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "The far side's answer cannot be understood.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the address, and that it runs the same version of this program.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} does not answer.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check that it is on, that “enhancer serve” runs there, and the address.")),
    str(QT_TRANSLATE_NOOP("Sentences", "There is no machine called “{0}” in this network.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the name, or write its number instead, as in http://192.168.1.20:8765.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} does not answer on port {1}.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "Nothing listens there: start “enhancer serve” on it, or check the port ({0} as a rule)."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "It may be off or asleep, or its firewall keeps port {0} closed.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} Finished tiles are kept.")),
    str(QT_TRANSLATE_NOOP("Sentences", "What answers at {0} port {1} is not “enhancer serve”.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the port: it listens on {0} unless it was told otherwise.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The job was cancelled at {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The process that computes ended before it could answer.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose another device, or compute without a process of its own.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The far side sent a tile of another picture.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check that it runs the same version of this program.")),
    str(QT_TRANSLATE_NOOP("Sentences", "What the far side sends cannot be understood.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The process that computes cannot be started.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Close other programs, or compute without a process of its own.")),
    str(
        QT_TRANSLATE_NOOP("Sentences", "The process that computes ended {0} times in a row at one place of this photo.")
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "Close other programs if memory is short, or choose another model or device.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences", "The process that computes ended unexpectedly; it was started again and nothing is lost."
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} failed twice: the rest is computed on the CPU.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The process that computes ended again: it goes on in smaller pieces.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Install the program again, or compute without a process of its own.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The device does not answer.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Something went wrong inside the process that computes ({0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Please report it with the details; the photo itself was not touched.")),
)
