"""Tokens of other machines: in the keyring where there is one, else in a file that only its owner can read."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.storage import tokens
from enhancer_gui.storage.paths import config_dir
from enhancer_gui.storage.tokens import FILE_NAME, TokenPlace, keep_token, read_token, token_place

URL = "http://studio:8765"


class Keyring(ModuleType):
    """Stands for the library: its functions, and a backend of some worth."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.priority, self.is_locked = 5.0, False
        self.kept: dict[tuple[str, str], str] = {}

    def get_keyring(self) -> SimpleNamespace:
        return SimpleNamespace(priority=self.priority)

    def get_password(self, service: str, name: str) -> str | None:
        self._open()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self._open()
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]

    def _open(self) -> None:
        if self.is_locked:
            raise RuntimeError("the user has not unlocked it")


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)  # as if it were not installed


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    library = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", library)
    return library


def test_that_without_a_keyring_a_file_keeps_them_for_its_owner_alone(no_keyring: None) -> None:
    assert token_place() is TokenPlace.FILE and read_token(URL) == ""
    assert keep_token(URL, "secret") is TokenPlace.FILE
    assert keep_token("https://other", "word") is TokenPlace.FILE
    assert (read_token(URL), read_token("https://other")) == ("secret", "word")
    file = config_dir() / FILE_NAME
    assert sys.platform == "win32" or file.stat().st_mode & 0o777 == 0o600
    keep_token(URL, "")
    keep_token("https://other", "")
    assert not file.exists() and read_token(URL) == ""


def test_that_a_keyring_keeps_them_and_no_file_does(keyring: Keyring) -> None:
    assert token_place() is TokenPlace.KEYRING
    assert keep_token(URL, "secret") is TokenPlace.KEYRING
    assert keyring.kept == {("enhancer", URL): "secret"} and read_token(URL) == "secret"
    assert not (config_dir() / FILE_NAME).exists()
    keep_token(URL, "")
    keep_token(URL, "")
    assert keyring.kept == {} and read_token(URL) == ""


def test_that_a_token_moves_from_the_file_into_the_keyring(no_keyring: None, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_token(URL, "old")
    monkeypatch.setitem(sys.modules, "keyring", Keyring())
    assert read_token(URL) == "old"
    keep_token(URL, "new")
    assert read_token(URL) == "new" and not (config_dir() / FILE_NAME).exists()


@pytest.mark.parametrize("trouble", [{"is_locked": True}, {"priority": 0.0}])
def test_that_a_keyring_that_keeps_nothing_is_as_good_as_none(keyring: Keyring, trouble: dict[str, float]) -> None:
    for name, value in trouble.items():
        setattr(keyring, name, value)
    assert keep_token(URL, "secret") is TokenPlace.FILE
    assert read_token(URL) == "secret" and keyring.kept == {}


def test_that_a_damaged_file_holds_nothing_and_a_full_disk_is_told(
    no_keyring: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (config_dir() / FILE_NAME).write_text("{", encoding="utf-8")
    assert read_token(URL) == ""

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tokens, "atomic_path", full)
    with pytest.raises(ConfigError, match=r"The token cannot be kept \(No space left on device\)\."):
        keep_token(URL, "secret")
