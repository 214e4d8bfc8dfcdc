"""Content Credentials: signed with the user's own certificate, valid in every format, and the photo as it was."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.jobs import Signer
from enhancer_gui.core.recipe import FileFormat, Recipe
from enhancer_gui.storage import credentials, format_table
from enhancer_gui.storage.credentials import check_signer
from enhancer_gui.storage.photos import Signing, read_photo, suffix_of
from enhancer_gui.storage.record import Record, SourceType, UsedModel, read_record
from tests.storage.making import save, scene
from tests.storage.test_metadata_matrix import EVERYTHING, WRITTEN

c2pa = pytest.importorskip("c2pa", reason="The extra c2pa is not installed.")

from cryptography import x509  # noqa: E402
from cryptography.hazmat.primitives import hashes  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: E402
from cryptography.hazmat.primitives.serialization import (  # noqa: E402
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID  # noqa: E402

Key: TypeAlias = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey
RECORD = Record(Recipe("r", "Enlarge", ()), (UsedModel("m", "a" * 64),), "enhancer 9.9", 0, SourceType.ALTERED)


@dataclass(frozen=True)
class Office:
    """Makes certificates as a studio would: a root of its own, and one for the signer."""

    folder: Path

    def signer(
        self, key: Key | None = None, *, days: int = 30, secret: KeySerializationEncryption | None = None
    ) -> Signer:
        root, key = ec.generate_private_key(ec.SECP256R1()), key or ec.generate_private_key(ec.SECP256R1())
        chain = [_certificate("Ada", key, "Root", root, days), _certificate("Root", root, "Root", root, 30)]
        certificates, private = self.folder / "chain.pem", self.folder / "key.pem"
        certificates.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in chain))
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret or NoEncryption()))
        return Signer(certificates, private)


def _certificate(
    name: str, key: Key, issuer: str, issuer_key: ec.EllipticCurvePrivateKey, days: int
) -> x509.Certificate:
    is_root, now = name == issuer, datetime.now(UTC)
    names = [
        x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, each), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Studio")]
        )
        for each in (name, issuer)
    ]
    use = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(names[0])
        .issuer_name(names[1])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **use), critical=True
        )
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not is_root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return made.sign(issuer_key, hashes.SHA256())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    folder.mkdir()
    return Office(folder)


def told(path: Path) -> dict[str, Any]:
    """Return what a file's credentials say, of the newest manifest."""
    store: dict[str, Any] = json.loads(c2pa.Reader(path).json())
    newest: dict[str, Any] = store["manifests"][store["active_manifest"]]
    return {**newest, "state": store["validation_state"], "manifests": len(store["manifests"])}


def actions(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = manifest["assertions"][0]["data"]["actions"]
    return found


@pytest.mark.parametrize("target", WRITTEN)
def test_that_a_signed_file_is_valid_and_the_same_photo(tmp_path: Path, office: Office, target: FileFormat) -> None:
    original = tmp_path / "original.jpg"
    save(original, scene())
    plain, signed = (tmp_path / f"{name}{suffix_of(target)}" for name in ("plain", "signed"))
    signing = Signing(office.signer(), original)
    facts: dict[str, Any] = {"metadata": EVERYTHING, "record": RECORD, "software": "enhancer 9.9"}
    noted = save(plain, scene(300, 200), **facts)
    assert save(signed, scene(300, 200), signing=signing, **facts) == noted
    one, two = read_photo(plain), read_photo(signed)
    assert np.array_equal(one.samples, two.samples)
    assert one.metadata == two.metadata
    assert read_record(signed) == read_record(plain)
    manifest = told(signed)
    assert manifest["state"] == "Valid"
    assert manifest["signature_info"]["common_name"] == "Ada"
    opened, edited = actions(manifest)
    assert (opened["action"], edited["action"]) == ("c2pa.opened", "c2pa.edited")
    assert edited["digitalSourceType"] == SourceType.ALTERED.value
    assert f"m {'a' * 64}" in edited["parameters"]["description"]
    assert [(part["title"], part["relationship"]) for part in manifest["ingredients"]] == [("original.jpg", "parentOf")]
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_that_credentials_of_the_original_are_kept(tmp_path: Path, office: Office) -> None:
    camera, result = tmp_path / "camera.jpg", tmp_path / "result.png"
    save(tmp_path / "a.bmp.png", scene())
    save(camera, scene(), signing=Signing(office.signer(), tmp_path / "a.bmp.png"))
    save(result, scene(), signing=Signing(office.signer(), camera))
    manifest = told(result)
    assert manifest["manifests"] == 2
    assert manifest["ingredients"][0]["active_manifest"]


def test_that_a_changed_file_is_told(tmp_path: Path, office: Office) -> None:
    original, result = tmp_path / "original.png", tmp_path / "result.tif"
    save(original, scene())
    save(result, scene(), signing=Signing(office.signer(), original))
    data = bytearray(result.read_bytes())
    data[-1] ^= 1
    result.write_bytes(data)
    assert told(result)["state"] == "Invalid"


@pytest.mark.parametrize("kind", ["original that is gone", "library that fails"])
def test_fault_27_a_photo_that_cannot_be_signed_is_saved_and_told(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    original, result = tmp_path / "original.png", tmp_path / "result.png"
    if kind == "library that fails":
        save(original, scene())
        monkeypatch.setitem(credentials._MIME, FileFormat.PNG, "image/of-no-kind")
    notes = save(result, scene(), signing=Signing(office.signer(), original))
    assert notes == ["The photo was saved without Content Credentials, which could not be made."]
    assert np.array_equal(read_photo(result).samples, scene())
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


@pytest.mark.parametrize(
    "make",
    [
        lambda: ec.generate_private_key(ec.SECP384R1()),
        lambda: ec.generate_private_key(ec.SECP521R1()),
        lambda: rsa.generate_private_key(65537, 2048),
        ed25519.Ed25519PrivateKey.generate,
    ],
    ids=["P-384", "P-521", "RSA", "Ed25519"],
)
def test_that_every_kind_of_key_that_the_standard_knows_signs(
    tmp_path: Path, office: Office, make: Callable[[], Key]
) -> None:
    save(tmp_path / "a.png", scene())
    assert save(tmp_path / "b.png", scene(), signing=Signing(office.signer(make()), tmp_path / "a.png")) == []
    assert told(tmp_path / "b.png")["state"] == "Valid"


def test_that_what_cannot_sign_is_told_before_the_work(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Office(_folder(tmp_path, "good")).signer()
    check_signer(good)
    rubbish = tmp_path / "rubbish.pem"
    rubbish.write_text("rubbish")
    broken = {
        "holds no certificates": replace(good, certificates=rubbish),
        "holds no private key": replace(good, key=rubbish),
        "cannot be read": replace(good, key=tmp_path / "missing.pem"),
        "is not the key of": replace(good, key=Office(_folder(tmp_path, "other")).signer().key),
        "not valid today": office.signer(days=-1),
        "with a passphrase": Office(_folder(tmp_path, "secret")).signer(secret=BestAvailableEncryption(b"secret")),
    }
    for words, signer in broken.items():
        with pytest.raises(ConfigError, match=words) as caught:
            check_signer(signer)
        assert "PEM" in caught.value.remedy
    monkeypatch.setattr(format_table, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="not installed") as caught:
        check_signer(good)
    assert "[c2pa]" in caught.value.remedy


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder
