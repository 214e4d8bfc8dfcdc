"""Content Credentials (C2PA): a signed statement of what was done to a photo, bound to the bytes of its file.

Optional (the extra "c2pa"), with a certificate and a key of the user's own. The statement names the original as what it
was made from, with that one's own credentials where it has any, and says that it was edited, and how, in IPTC's words.
Nothing is fetched from the network, so there is no time stamp: a signature counts as long as its certificate is valid.

Source: C2PA Technical Specification 2.2, "Actions", "Ingredients"; c2pa-python 0.38, whose results were found to read
back with the same pixels and metadata in all seven formats.
"""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from enhancer_gui.core.errors import ConfigError, PhotoError
from enhancer_gui.core.jobs import Signer
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.atomic import new_part
from enhancer_gui.storage.format_table import PACKAGE, Extra, Kind, how_to_install, is_installed
from enhancer_gui.storage.photo_files import open_photo, shown, sniff
from enhancer_gui.storage.photo_formats import PhotoHeader, Signing

_MIME = {
    FileFormat.JPEG: "image/jpeg",
    FileFormat.PNG: "image/png",
    FileFormat.TIFF: "image/tiff",
    FileFormat.WEBP: "image/webp",
    FileFormat.AVIF: "image/avif",
    FileFormat.JXL: "image/jxl",
    FileFormat.HEIC: "image/heic",
}
_MIME_OF_KIND = {Kind[each.name]: mime for each, mime in _MIME.items()} | {Kind.GIF: "image/gif"}
_OTHER = "application/octet-stream"
"""Of an original that cannot hold credentials: it is named by its hash alone."""

_SETTINGS = {
    "version": 1,
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False},
}
"""No pictures inside, which would show what a crop or a mask hides; no network; who trusts the signer is the reader's
to decide."""

_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_log = logging.getLogger(__name__)


def check_signer(signer: Signer) -> None:
    """Find out before any work whether a certificate and its key can sign.

    Raises:
        ConfigError: the library is missing, a file cannot be read, they do not belong together, or time has run out.
    """
    _algorithm(signer)


def sign(part: Path, target: Path, header: PhotoHeader, signing: Signing) -> list[str]:
    """Put credentials into a file that is not in its place yet; return a note where that could not be done.

    Raises:
        OSError: the disk refuses.
        ConfigError: the signer cannot sign.
    """
    import c2pa

    signed = new_part(target)
    try:
        builder = c2pa.Builder(_manifest(target, header), c2pa.Context(settings=c2pa.Settings.from_dict(_SETTINGS)))
        builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
        with open_photo(signing.original) as original:
            kind = _MIME_OF_KIND.get(sniff(original, signing.original), _OTHER)
            parent = {"title": shown(signing.original), "relationship": "parentOf"}
            builder.add_ingredient(json.dumps(parent), kind, original)
        with part.open("rb") as source, signed.open("w+b") as result:
            builder.sign(_signer(signing.signer), _MIME[header.format], source, result)
        os.replace(signed, part)
    except (c2pa.C2paError, PhotoError) as error:
        _log.info("%s could not be signed: %r", target, error)
        return ["The photo was saved without Content Credentials, which could not be made."]
    finally:
        signed.unlink(missing_ok=True)
    return []


def _manifest(target: Path, header: PhotoHeader) -> dict[str, object]:
    program, _, version = (header.software or PACKAGE).partition(" ")
    edited: dict[str, object] = {"action": "c2pa.edited", "softwareAgent": {"name": program, "version": version}}
    if (record := header.record) is not None:
        models = ", ".join(f"{model.id} {model.sha256}" for model in record.models)
        edited["parameters"] = {"description": f"{record.recipe.name}. Models: {models or 'none'}."}
        if record.source_type is not None:
            edited["digitalSourceType"] = record.source_type.value
    return {
        "claim_generator_info": [{"name": program, "version": version}],
        "title": shown(target),
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [edited]}}],
    }


def _signer(signer: Signer) -> object:
    import c2pa

    algorithm = _algorithm(signer)
    certificates, key = _content(signer.certificates), _content(signer.key)
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(algorithm.encode(), certificates, key, None))


def _algorithm(signer: Signer) -> str:
    """Return C2PA's name of how the key signs; see `check_signer` for what is checked and raised."""
    if not is_installed(Extra.C2PA):
        raise ConfigError("Signing needs a library that is not installed.", remedy=how_to_install(Extra.C2PA))
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        certificate = x509.load_pem_x509_certificates(_content(signer.certificates))[0]
    except ValueError as error:
        raise _unusable(signer.certificates, "holds no certificates in PEM form", error) from error
    try:
        key = load_pem_private_key(_content(signer.key), None)
    except TypeError as error:
        raise _unusable(signer.key, "is a key with a passphrase", error) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _unusable(signer.key, "holds no private key in PEM form", error) from error
    if key.public_key() != certificate.public_key():
        raise _unusable(signer.key, f"is not the key of “{shown(signer.certificates)}”")
    if not certificate.not_valid_before_utc <= datetime.now(UTC) <= certificate.not_valid_after_utc:
        raise _unusable(signer.certificates, "holds a certificate that is not valid today")
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    raise _unusable(signer.key, "is a key of a kind that Content Credentials do not know")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, f"cannot be read ({error.strerror or error})", error) from error


def _unusable(path: Path, why: str, error: Exception | None = None) -> ConfigError:
    return ConfigError(
        f"“{shown(path)}” {why}.",
        remedy="Give the certificate chain, your own first, and its key without a passphrase, both as PEM files.",
        detail=repr(error) if error else "",
    )
