"""How fast the engine is, beside a plain loop, other runtimes and the machine's own peak.

    python tests/benchmarks/bench_engine.py [--photo FILE] [--model faithful-x2] [--megapixels 3] [--large]

Every contender enlarges the same photo with the same weights, from file to PNG file, in a process of
its own, in turns; ratios are medians. OpenVINO and ONNX Runtime take part where they are installed
(`pip install openvino onnxruntime onnx onnxscript`). Nothing else should run meanwhile.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a contender's process loads what that contender needs, and nothing else
    import numpy as np
    from numpy.typing import NDArray
    from torch import nn

    Part = NDArray[np.float32]

ROOT = Path(__file__).parents[2]
PAD = 10
TILE = 512


def make_photo(path: Path, megapixels: float) -> None:
    """Write a detailed photo of about the size asked for (scikit-image's public-domain pictures)."""
    import numpy as np
    from PIL import Image
    from skimage import data

    astronaut = Image.fromarray(data.astronaut())
    side = int((megapixels * 1e6 / 1.5) ** 0.5)
    photo = astronaut.resize((side * 3 // 2, side), Image.Resampling.BICUBIC)
    noise = np.random.default_rng(0).normal(0, 3, (side, side * 3 // 2, 3))
    Image.fromarray(np.clip(np.asarray(photo) + noise, 0, 255).astype(np.uint8)).save(path)


def ours(photo: Path, target: Path, model: str, precision: str = "auto") -> None:
    """This engine, end to end."""
    from enhancer_gui.backends.local import LocalBackend
    from enhancer_gui.core.cancel import JobControl
    from enhancer_gui.core.events import Finished
    from enhancer_gui.core.recipe import ExportSpec, FileFormat, Recipe, Step
    from enhancer_gui.core.sizes import SizeMode, SizeTarget
    from enhancer_gui.jobs.plan import JobOptions, make_job
    from enhancer_gui.jobs.runner import Surroundings, run_job
    from enhancer_gui.storage.catalogue import load_catalogue

    catalogue = load_catalogue()
    card = catalogue.get(model)
    export = ExportSpec(format=FileFormat.PNG, size=SizeTarget(SizeMode.SCALE, card.scale))
    recipe = Recipe("bench", "Bench", (Step(card.task, model),), export=export)
    job = make_job(photo, recipe, target, JobOptions(precision=precision, resume=False))
    surroundings = Surroundings(catalogue, target.parent / "stores", keep_store=False)
    last: object = None
    for event in run_job(job, LocalBackend(), JobControl(), surroundings):
        last = event
    assert isinstance(last, Finished), last


def tiled(photo: Path, target: Path, model: str, infer: "Callable[[Part], Part]") -> None:
    """The loop of Real-ESRGAN's script: 512-pixel tiles, 10 pixels of context, float32, OpenCV in and out."""
    import cv2
    import numpy as np

    from enhancer_gui.storage.catalogue import load_catalogue

    scale = load_catalogue().get(model).scale
    picture = cv2.imdecode(np.fromfile(photo, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    rgb = np.ascontiguousarray(picture[..., ::-1].astype(np.float32).transpose(2, 0, 1)[None]) / 255
    height, width = rgb.shape[2:]
    out = np.empty((3, height * scale, width * scale), np.float32)
    for y in range(0, height, TILE):
        for x in range(0, width, TILE):
            y1, x1 = min(y + TILE, height), min(x + TILE, width)
            ya, xa = max(y - PAD, 0), max(x - PAD, 0)
            part = rgb[:, :, ya : min(y1 + PAD, height), xa : min(x1 + PAD, width)]
            result = infer(np.ascontiguousarray(part))[0]
            top, left = (y - ya) * scale, (x - xa) * scale
            rows, columns = (y1 - y) * scale, (x1 - x) * scale
            out[:, y * scale : y1 * scale, x * scale : x1 * scale] = result[:, top : top + rows, left : left + columns]
    final = np.rint(np.clip(out.transpose(1, 2, 0)[..., ::-1], 0, 1) * 255).astype(np.uint8)
    cv2.imencode(".png", final)[1].tofile(target)


def shipped_network(model: str) -> "nn.Module":
    """Return the float32 network of a shipped model."""
    from enhancer_gui.backends.local import load_shipped
    from enhancer_gui.storage.catalogue import load_catalogue

    return load_shipped(load_catalogue().get(model))


def plain(photo: Path, target: Path, model: str) -> None:
    """Plain torch: float32, contiguous NCHW."""
    import torch

    network = shipped_network(model)

    @torch.inference_mode()
    def infer(part: "Part") -> "Part":
        result: torch.Tensor = network(torch.from_numpy(part))
        return result.numpy()

    tiled(photo, target, model, infer)


def onnx_model(model: str, folder: Path) -> Path:
    """Export the network to ONNX once and return the file."""
    path = folder / f"{model}.onnx"
    if not path.exists():
        import torch

        size = torch.export.Dim("h", min=16, max=4096), torch.export.Dim("w", min=16, max=4096)
        network = shipped_network(model)
        torch.onnx.export(
            network,
            (torch.rand(1, 3, 64, 72),),
            path,
            dynamic_shapes=({2: size[0], 3: size[1]},),
            dynamo=True,
        )
    return path


def openvino(photo: Path, target: Path, model: str) -> None:
    """OpenVINO on all cores in its fastest precision here (bf16)."""
    import openvino as ov

    core = ov.Core()
    hints = {"INFERENCE_PRECISION_HINT": "bf16", "PERFORMANCE_HINT": "LATENCY"}
    compiled = core.compile_model(core.read_model(onnx_model(model, target.parent)), "CPU", hints)
    tiled(photo, target, model, lambda part: compiled(part)[0])


def onnxruntime(photo: Path, target: Path, model: str) -> None:
    """ONNX Runtime on all cores, float32."""
    import onnxruntime as ort

    session = ort.InferenceSession(onnx_model(model, target.parent), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    tiled(photo, target, model, lambda part: session.run(None, {name: part})[0])


CONTENDERS = {"ours": ours, "plain torch fp32": plain, "OpenVINO bf16": openvino, "ONNX Runtime fp32": onnxruntime}


def measure(contender: str, photo: Path, target: Path, model: str) -> dict[str, float]:
    """Run one contender in a child process and return its seconds (without imports) and peak memory."""
    child = [sys.executable, __file__, "--child", contender, "--photo", str(photo), "--target", str(target)]
    done = subprocess.run([*child, "--model", model], capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def run_child(contender: str, photo: Path, target: Path, model: str) -> None:
    """Be the child: warm up the imports, then time one run."""
    import torch

    import enhancer_gui.backends.local
    import enhancer_gui.jobs.runner  # noqa: F401

    torch.set_num_threads(os.cpu_count() or 1)
    target.unlink(missing_ok=True)
    before = peak_mb()
    if contender == "OpenVINO bf16" or contender == "ONNX Runtime fp32":
        onnx_model(model, target.parent)
    start = time.perf_counter()
    CONTENDERS[contender](photo, target, model)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "above_imports_mb": peak_mb() - before}))


def peak_mb() -> float:
    """Return the most memory this process has held (Linux). getrusage would count the parent's before exec."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def peaks(model: str, photo_pixels: int, seconds: float) -> None:
    """Print the machine's best convolution and matrix product beside what the engine reached."""
    import torch

    from enhancer_gui.engine.allocator import keep_large_blocks
    from enhancer_gui.storage.catalogue import load_catalogue

    keep_large_blocks()

    def best(run: Callable[[], object], operations: float) -> float:
        run()
        times = []
        for _ in range(7):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        return operations / min(times) / 1e9

    with torch.inference_mode():
        a = torch.rand(2048, 2048).bfloat16()
        matmul = best(lambda: a @ a, 2 * 2048**3)
        conv = 0.0
        for side in (64, 128, 256, 512):
            x = torch.rand(1, 64, side, side).bfloat16().to(memory_format=torch.channels_last)
            w = torch.rand(64, 64, 3, 3).bfloat16().to(memory_format=torch.channels_last)
            run = lambda x=x, w=w: torch.nn.functional.conv2d(x, w, padding=1)  # noqa: E731
            conv = max(conv, best(run, 2 * 9 * 64 * 64 * side * side))
    card = load_catalogue().get(model)
    reached = 2 * card.work_per_pixel * photo_pixels / seconds / 1e9
    network = network_rate(model)
    print(f"matrix product {matmul:.0f} GFLOP/s, convolution {conv:.0f} GFLOP/s (bf16)")
    print(f"network alone {network:.0f} GFLOP/s = {network / conv:.0%} of the convolution peak")
    print(f"end to end {reached:.0f} GFLOP/s of useful arithmetic = {reached / conv:.0%}")


def network_rate(model: str) -> float:
    """Return the GFLOP/s of the network on one padded tile, without reading and writing."""
    import torch

    from enhancer_gui.core.models import Precision
    from enhancer_gui.engine.networks import to_precision
    from enhancer_gui.storage.catalogue import load_catalogue

    card = load_catalogue().get(model)
    network = to_precision(shipped_network(model), Precision.BF16)
    side = TILE + 2 * card.halo_px
    x = torch.rand(1, 3, side, side).to(memory_format=torch.channels_last)
    times = []
    with torch.inference_mode():
        for _ in range(5):
            start = time.perf_counter()
            network(x)
            times.append(time.perf_counter() - start)
    return 2 * card.work_per_pixel * side * side / min(times) / 1e9


def overhead(model: str) -> None:
    """Print what the context around a tile costs in arithmetic."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    from enhancer_gui.engine.networks.compact import Compact
    from enhancer_gui.storage.catalogue import load_catalogue

    card = load_catalogue().get(model)
    network = shipped_network(model)
    assert isinstance(network, Compact), f"{model} cannot be measured without its padding"
    network.remove_padding()
    side = TILE + 2 * card.halo_px
    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        network(torch.zeros(1, 3, side, side))
    print(
        f"tiling overhead {counter.get_total_flops() / (2 * card.work_per_pixel * TILE**2) - 1:.1%} of the arithmetic"
    )


def first_tile(model: str, folder: Path) -> None:
    """Print the seconds from asking to the first tile of a 12-megapixel JPEG, weights loaded."""
    from enhancer_gui.backends.local import LocalBackend
    from enhancer_gui.core.cancel import JobControl
    from enhancer_gui.core.events import TileDone
    from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
    from enhancer_gui.core.sizes import SizeMode, SizeTarget
    from enhancer_gui.jobs.plan import JobOptions, make_job
    from enhancer_gui.jobs.runner import Surroundings, run_job
    from enhancer_gui.storage.catalogue import load_catalogue

    catalogue, backend = load_catalogue(), LocalBackend()
    card = catalogue.get(model)
    export = ExportSpec(size=SizeTarget(SizeMode.SCALE, card.scale))
    recipe = Recipe("bench", "Bench", (Step(card.task, model),), export=export)
    for megapixels in (1.0, 12.0):
        photo = folder / f"{megapixels:.0f}.jpg"
        make_photo(photo, megapixels)
        job = make_job(photo, recipe, None, JobOptions(resume=False))
        control = JobControl()
        start = time.perf_counter()
        for event in run_job(job, backend, control, Surroundings(catalogue, folder / "stores")):
            if isinstance(event, TileDone) and not control.is_cancelled:
                print(f"first tile of {megapixels:.0f} MP after {time.perf_counter() - start:.2f} s")
                control.cancel()


def agreement(photo: Path, model: str, folder: Path) -> None:
    """Print the share of pixels at which auto precision is within 1/255 of float32."""
    import numpy as np
    from PIL import Image

    for precision in ("auto", "fp32"):
        (folder / f"{precision}.png").unlink(missing_ok=True)
        ours(photo, folder / f"{precision}.png", model, precision)
    pictures = [np.asarray(Image.open(folder / name)).astype(int) for name in ("auto.png", "fp32.png")]
    difference = np.abs(pictures[0] - pictures[1]).max(axis=2)
    print(f"within 1/255 of float32: {np.mean(difference <= 1):.4%} of pixels; largest {difference.max()}/255")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photo", type=Path)
    parser.add_argument("--target", type=Path)
    parser.add_argument("--model", default="faithful-x2")
    parser.add_argument("--megapixels", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true", help="24 to 96 megapixels, ours only, for the memory bar")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmark")
    parser.add_argument("--child")
    options = parser.parse_args()
    if options.child:
        run_child(options.child, options.photo, options.target, options.model)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    photo = options.photo or options.folder / "photo.png"
    if options.photo is None:
        make_photo(photo, 24.0 if options.large else options.megapixels)
    from PIL import Image

    with Image.open(photo) as picture:
        pixels = picture.width * picture.height
    names = ["ours"] if options.large else list(CONTENDERS)
    seconds: dict[str, list[float]] = {}
    peak: dict[str, float] = {}
    for _ in range(1 if options.large else options.rounds):
        for name in names:
            try:
                figures = measure(name, photo, options.folder / "result.png", options.model)
            except RuntimeError as e:
                print(f"{name} left out: {e}")
                continue
            seconds.setdefault(name, []).append(figures["seconds"])
            peak[name] = max(peak.get(name, 0), figures["above_imports_mb"])
    base = statistics.median(seconds.get("plain torch fp32", seconds["ours"]))
    print(f"{pixels / 1e6:.1f} MP, {options.model}, {os.cpu_count()} cores")
    print(f"{'':20}{'seconds':>9}{'times plain':>13}{'peak MB above imports':>24}")
    for name, values in seconds.items():
        median = statistics.median(values)
        print(f"{name:20}{median:9.2f}{base / median:13.2f}{peak[name]:24.0f}")
    if not options.large:
        peaks(options.model, pixels, statistics.median(seconds["ours"]))
        overhead(options.model)
        agreement(photo, options.model, options.folder)
        first_tile(options.model, options.folder)


if __name__ == "__main__":
    main()
