"""Weights files that would run code if they were unpickled freely; each would leave a file behind as its trace."""

import io
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import torch


class Calls:
    """An object whose unpickling calls a function."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call


def _command(trace: Path) -> str:
    return f"touch '{trace}'"


def system_call(file: Path, trace: Path) -> None:
    """A plain pickle that runs a command."""
    file.write_bytes(pickle.dumps({"params": Calls(os.system, _command(trace))}))


def evaluated_text(file: Path, trace: Path) -> None:
    """A checkpoint as torch writes it, with a text that is evaluated among its tensors."""
    torch.save({"weight": torch.zeros(2), "note": Calls(eval, f"open({str(trace)!r}, 'w').close()")}, file)


def executed_text(file: Path, trace: Path) -> None:
    """The same with `exec`, in torch's older format."""
    text = f"import pathlib; pathlib.Path({str(trace)!r}).touch()"
    torch.save({"state_dict": Calls(exec, text)}, file, _use_new_zipfile_serialization=False)


def attribute_chain(file: Path, trace: Path) -> None:
    """Reaches `os.system` step by step through `getattr`, naming nothing suspicious itself."""
    chain = b"\x80\x02cbuiltins\ngetattr\ncbuiltins\n__import__\n(X\x02\x00\x00\x00ostRX\x06\x00\x00\x00system\x86R("
    text = _command(trace).encode()
    chain += b"X" + len(text).to_bytes(4, "little") + text + b"tR."
    file.write_bytes(chain)


def nested_archive(file: Path, trace: Path) -> None:
    """An archive in torch's layout whose record of tensors is a malicious pickle, with another archive inside."""
    evil = pickle.dumps(Calls(os.system, _command(trace)))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("archive/data.pkl", evil)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", evil)
        archive.writestr("archive/version", "3\n")
        archive.writestr("archive/inner.zip", inner.getvalue())


def disguised(file: Path, trace: Path) -> None:
    """A pickle that calls itself safetensors."""
    system_call(file.with_suffix(".safetensors"), trace)


def hooked_tensor(file: Path, trace: Path) -> None:
    """A tensor that is rebuilt by a function of the attacker's choice."""
    rebuilt = Calls(os.system, _command(trace))
    torch.save({"body.0.weight": rebuilt, "body.1.weight": torch.zeros(1)}, file)


KINDS = (
    system_call,
    evaluated_text,
    executed_text,
    attribute_chain,
    nested_archive,
    disguised,
    hooked_tensor,
)
