"""Tokens for other machines: in the system's keyring where its library is installed, else in a file of the user's own.

The keyring (library `keyring`: Secret Service, KWallet, macOS' Keychain, Windows' Credential Manager) may ask the user
to unlock it: nothing here is for the window's thread. The file lies beside the settings, not in them: settings are
copied and shown to others, and it is made so that nobody but its owner can read it (mode 0600) before it holds a token.
"""

import importlib
import json
import logging
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol, cast

from pydantic import TypeAdapter, ValidationError

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.storage.atomic import atomic_path
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.paths import config_dir

FILE_NAME = "tokens.json"
SERVICE = "enhancer"
"""Under which the keyring shows the entries; the account is the machine's address."""

_OWNER_ONLY = 0o600
_log = logging.getLogger(__name__)
_tokens = TypeAdapter(dict[str, str])


class TokenPlace(StrEnum):
    """Where tokens are kept."""

    KEYRING = "keyring"
    FILE = "file"


class _Keyring(Protocol):
    """What is used of the library."""

    def get_password(self, service_name: str, username: str) -> str | None: ...

    def set_password(self, service_name: str, username: str, password: str) -> None: ...

    def delete_password(self, service_name: str, username: str) -> None: ...


def token_place() -> TokenPlace:
    """Return where a token would be kept now; for people, who should know."""
    return TokenPlace.FILE if _keyring() is None else TokenPlace.KEYRING


def read_token(url: str) -> str:
    """Return the token for a server; empty where none is kept."""
    keyring = _keyring()
    if keyring is not None:
        try:
            if (token := keyring.get_password(SERVICE, url)) is not None:
                return token
        except Exception as e:  # backends raise what they like: a locked or vanished keyring is as good as none
            _log.info("the keyring cannot be read: %r", e)
    return _read_file().get(url, "")


def keep_token(url: str, token: str) -> TokenPlace:
    """Keep a server's token, or forget it where it is empty; return where it is kept.

    Raises:
        ConfigError: the file cannot be written.
    """
    keyring = _keyring()
    if keyring is not None:
        try:
            if token:
                keyring.set_password(SERVICE, url, token)
            elif keyring.get_password(SERVICE, url) is not None:
                keyring.delete_password(SERVICE, url)
        except Exception as e:
            _log.info("the keyring takes no token, the file does: %r", e)
        else:
            _write_file(url, "")
            return TokenPlace.KEYRING
    _write_file(url, token)
    return TokenPlace.FILE


def _keyring() -> _Keyring | None:
    """Return the keyring; None where the library is missing or has found nothing that keeps secrets safely."""
    try:
        library = importlib.import_module("keyring")
        is_usable = library.get_keyring().priority >= 1  # "fail" and "null" stand below, as plain files do
    except Exception as e:  # an ImportError, or whatever a backend raises while it looks around
        _log.debug("there is no keyring: %r", e)
        return None
    return cast(_Keyring, library) if is_usable else None


def _file() -> Path:
    return config_dir() / FILE_NAME


def _read_file() -> dict[str, str]:
    try:
        return _tokens.validate_json(_file().read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as e:
        _log.info("the kept tokens cannot be read: %s", first_problem(e))
        return {}


def _write_file(url: str, token: str) -> None:
    known = _read_file()
    wanted = {**known, url: token}
    kept = {each: secret for each, secret in wanted.items() if secret}
    if kept == known:
        return
    try:
        if not kept:
            with suppress(FileNotFoundError):
                _file().unlink()
            return
        with atomic_path(_file()) as part:
            part.chmod(_OWNER_ONLY)  # before it holds anything
            part.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"The token cannot be kept ({first_problem(error)}).",
            remedy="Check the disk and the folder's permissions; it is used until the program ends.",
            detail=str(_file()),
        ) from error
