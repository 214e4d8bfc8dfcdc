"""What torch needs at run time: its libraries. Takes precedence over the hook that PyInstaller's contributors keep.

Theirs takes every module (its tests included), all of it a second time as source for TorchScript, and headers and test
programs; nothing here is compiled, so the modules that are found by reading imports are enough. Not even its compilers
can be left out: an optimiser imports them.
"""

import re
from pathlib import Path

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs, get_package_paths

_FOR_TORCH_S_OWN_TESTS = ("libtorchbind_test", "libaoti_custom_ops", "libbackend_with_compiler", "libjitbackend_test")

root, folder = map(Path, get_package_paths("torch"))

warn_on_missing_hiddenimports = False
binaries = [
    (source, target)
    for source, target in collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
    if not any(name in source for name in _FOR_TORCH_S_OWN_TESTS)
]
# `import torch` refuses to go on without it, though nothing here shares tensors between processes.
binaries += [(str(program), "torch/bin") for program in folder.glob("bin/torch_shm_manager")]
# Some modules read their own source: options the comments in it (torch.utils._config_module), TorchScript what is
# overloaded for it (torch._jit_internal, which complains at every start where it is missing).
# Packages are left out: what is said of one holds for all below it.
_READS_ITSELF = re.compile(r"^install_config_module\(|\b_overload(_method)?\b", re.MULTILINE)
module_collection_mode = {"torch": "pyz"} | {
    ".".join(source.relative_to(root).with_suffix("").parts): "pyz+py"
    for source in folder.rglob("*.py")
    if source.name != "__init__.py" and _READS_ITSELF.search(source.read_text(encoding="utf-8"))
}
excludedimports = ["torch.utils.tensorboard"]
# torch looks for its other libraries beside the one that it was loaded from: no links to them elsewhere.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
