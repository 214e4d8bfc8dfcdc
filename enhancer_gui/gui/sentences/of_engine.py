"""What engine/ says; written by packaging/translations/collect_sentences.py."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PATTERNS: tuple[str, ...] = (
    str(
        QT_TRANSLATE_NOOP("Sentences", "{0} cannot be read safely: torch {1} can be tricked into running hidden code.")
    ),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences",
            'Update it with: pip install --upgrade "torch>={0}". Or use the model as a safetensors file, which '
            "every version reads safely.",
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} is a {1} network and cannot enlarge {2} times.")),
    str(QT_TRANSLATE_NOOP("Sentences", "It can: {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} was tried on a small picture and did not return one.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The file may be damaged, or made for another purpose.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The converted weights cannot be written to {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Check the disk.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The device “{0}” is not there or failed its self-test.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose one of: auto, {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” is no precision.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use auto, fp32, bf16 or fp16.")),
    str(QT_TRANSLATE_NOOP("Sentences", "This model is not safe in {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use auto or one of: {0}.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} failed while computing.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Try another device.")),
    str(QT_TRANSLATE_NOOP("Sentences", "“{0}” needs the whole picture at once; {1} has too little memory for it.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose another model, or a smaller photo.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} has too little free memory even for {1} × {2} pixels.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Close other programs or choose the CPU.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The model returned no picture for a part of this photo, in float32 too.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose another model or another device.")),
    str(QT_TRANSLATE_NOOP("Sentences", "These weights belong to no network known here (first keys: {0}).")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use a checkpoint of a network that enlarges or restores colour photos.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The weights do not fit the {0} network: {1}")),
    str(QT_TRANSLATE_NOOP("Sentences", "Many more are known with the community extra: {0}.")),
    str(
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{0} networks do not turn a colour picture into a colour picture, and cannot be a step of a recipe.",
        )
    ),
    str(QT_TRANSLATE_NOOP("Sentences", "Use a model that enlarges or restores colour photos.")),
    str(QT_TRANSLATE_NOOP("Sentences", "This network rotates its features, which needs a working torchvision.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Install the torchvision that belongs to the installed torch.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The two models are of different architectures and cannot be mixed.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Choose a model and its own denoising twin.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The weights are packed in an unknown way.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use another copy.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The weights {0} are missing.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Install the program again.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The weights {0} are damaged: their checksum differs from the model card's.")),
    str(QT_TRANSLATE_NOOP("Sentences", "The weights {0} cannot be read.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} holds more than plain tensors and was refused.")),
    str(QT_TRANSLATE_NOOP("Sentences", "Use a safetensors file or a plain state dict.")),
    str(QT_TRANSLATE_NOOP("Sentences", "{0} is no plain set of tensors ({1} is a {2}).")),
)
