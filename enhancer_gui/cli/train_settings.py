"""What `enhancer train` is asked for: a configuration file, or a model to go on with and photos of one's own."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from enhancer_gui.cli import environment
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.storage.catalogue import weights_path

if TYPE_CHECKING:
    from enhancer_gui.training.config import TrainingConfig

RUNS = Path("runs")


@dataclass(frozen=True)
class Order:
    """The command's arguments.

    Attributes:
        config: a configuration file; or
        model: id of a model to go on with, and
        photos: the folder to go on with, and
        steps: for how long; None for the usual.
        output: the run's folder; None for `runs/NAME`.
    """

    config: Path | None
    model: str | None
    photos: Path | None
    steps: int | None
    output: Path | None


def settings_of(order: Order) -> "tuple[TrainingConfig, Path]":
    """Return the configuration of an order and the folder of its run.

    Raises:
        ConfigError: the arguments do not go together, or the configuration makes no sense.
        ModelError: there is no such model.
    """
    if order.config is not None:
        if order.model is not None or order.photos is not None or order.steps is not None:
            raise ConfigError("Give either CONFIG.toml, or --from and --photos.")
        from enhancer_gui.training.config import load_config

        settings = load_config(order.config)
        return settings, order.output or RUNS / settings.name
    if order.model is None or order.photos is None:
        raise ConfigError("Say what to train: CONFIG.toml, or --from MODEL and --photos FOLDER.")
    return _finetuning(order, order.model, order.photos)


def _finetuning(order: Order, model: str, photos: Path) -> "tuple[TrainingConfig, Path]":
    from enhancer_gui.training.config import load_config
    from enhancer_gui.training.config_text import CONFIG_FILE
    from enhancer_gui.training.finetune import STEPS, OwnPhotos, finetune_config

    card = environment.catalogue().get(model)
    wish = OwnPhotos(card, weights_path(card), photos, STEPS if order.steps is None else order.steps)
    settings = finetune_config(wish)
    folder = order.output or RUNS / settings.name
    earlier = folder / CONFIG_FILE
    if not earlier.exists():
        return settings, folder
    # The run goes on as it was begun, also when its configuration was edited or the defaults have changed since.
    begun = load_config(earlier)
    if (begun.warm_start, begun.data.photos) != (settings.warm_start, settings.data.photos) or (
        order.steps is not None and begun.schedule.steps != order.steps
    ):
        raise ConfigError(
            f"{folder} holds another run: of another model, other photos or another number of steps.",
            remedy="Name another folder with -o, or remove this one.",
        )
    return begun, folder
