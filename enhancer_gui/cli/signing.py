"""`enhancer run --sign`: whose Content Credentials the results carry."""

from pathlib import Path

from enhancer_gui.core.errors import ConfigError, RecipeError
from enhancer_gui.core.jobs import Signer
from enhancer_gui.core.recipe import ExportSpec
from enhancer_gui.storage.credentials import check_signer


def signer_of(certificates: Path | None, key: Path | None, export: ExportSpec) -> Signer | None:
    """Return the signer that the options mean; None where nothing is to be signed.

    Raises:
        ConfigError: one of the two is missing, or they cannot sign.
        RecipeError: metadata shall be left out, which credentials of the original would bring back.
    """
    if certificates is None and key is None:
        return None
    if certificates is None or key is None:
        raise ConfigError("--sign and --sign-key belong together.", remedy="Name the certificates and their key.")
    if export.left_out or not export.keep_metadata:
        raise RecipeError(
            "A signed result cannot leave metadata out.",
            remedy="Credentials that the photo has are kept whole, its place and camera with them. Leave one of the "
            "two options away.",
        )
    signer = Signer(certificates, key)
    check_signer(signer)
    return signer
