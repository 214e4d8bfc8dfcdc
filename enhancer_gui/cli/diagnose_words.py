"""Findings as plain English sentences for the terminal."""

from enhancer_gui.core.diagnosis import BlurKind, Degree, Finding, Remedy, Subject

_REMEDIES = {
    Remedy.MEND: "mend scratches (repair)",
    Remedy.CLEAN: "clean up (restore)",
    Remedy.SHARPEN: "sharpen (deblur)",
    Remedy.ENLARGE: "enlarge (upscale)",
    Remedy.REVIVE: "repair the fading (finish)",
    Remedy.BALANCE: "balance the colours (finish)",
}
_ADVERBS = {Degree.SLIGHT: "Slightly ", Degree.CLEAR: "", Degree.STRONG: "Very "}


def remedy_words(remedy: Remedy) -> str:
    """Return what is proposed."""
    return _REMEDIES[remedy]


def finding_words(finding: Finding) -> str:
    """Return what was found as one sentence."""
    if finding.degree is Degree.NONE:
        return _fine(finding)
    match finding.subject:
        case Subject.NOISE:
            return _graded(finding.degree, "noisy") + f": grain of {finding.figure:.0f} steps of 255."
        case Subject.JPEG:
            return f"JPEG quality about {finding.figure:.0f}."
        case Subject.BLUR:
            return _blur(finding)
        case Subject.DETAIL:
            return f"Enlarged before, or soft: its detail would fit into {finding.figure:.0%} of its width."
        case Subject.FADING:
            return _graded(finding.degree, "faded") + f": it uses {finding.figure:.0%} of the tones."
        case Subject.CAST:
            return _graded(finding.degree, "tinted") + f": a colour cast of {finding.figure:.0f} in Lab."
        case Subject.SCRATCHES:
            return f"Scratched: thin lines on {finding.figure:.1%} of the photo."
        case Subject.SIZE:
            return f"Small: {finding.figure:.2g} megapixels."


def _fine(finding: Finding) -> str:
    match finding.subject:
        case Subject.NOISE:
            return "Clean: next to no noise."
        case Subject.JPEG:
            return f"JPEG quality about {finding.figure:.0f}, no traces to see."
        case Subject.BLUR:
            return "No even blur."
        case Subject.DETAIL:
            return "Detail fills its size."
        case Subject.FADING:
            return "Not faded."
        case Subject.CAST:
            return "No colour cast."
        case Subject.SCRATCHES:
            return "No scratches."
        case Subject.SIZE:
            return f"Large enough for screens and small prints: {finding.figure:.1f} megapixels."


def _blur(finding: Finding) -> str:
    match finding.blur:
        case BlurKind.MOTION:
            return f"Motion blur of about {finding.figure:.0f} pixels at {finding.angle_deg:.0f} degrees."
        case BlurKind.DEFOCUS:
            return f"Out of focus by a disc of about {2 * finding.figure:.0f} pixels."
        case BlurKind.UNEVEN:
            return f"Blurred: edges are about {finding.figure:.0f} pixels wide."
        case _:
            return _graded(finding.degree, "soft") + f": blurred by about {finding.figure:.1f} pixels."


def _graded(degree: Degree, word: str) -> str:
    return f"{_ADVERBS[degree]}{word}".capitalize()
