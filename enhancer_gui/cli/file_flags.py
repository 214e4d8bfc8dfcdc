"""What `enhancer run` can be told of the files it writes, and of what it says meanwhile."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import Chroma, ColourSpace, FileFormat, MetadataGroup, OnConflict, OutputSharpening
from enhancer_gui.jobs.naming import TOKENS

_FILE, _REPORT = "The file", "Reporting"

Formats: TypeAlias = Annotated[
    list[FileFormat] | None,
    typer.Option(help="Default: the photo's own; may be repeated for several files.", rich_help_panel=_FILE),
]
Depth: TypeAlias = Annotated[
    BitDepth | None, typer.Option(help="Bits a channel; default: the photo's own.", rich_help_panel=_FILE)
]
Quality: TypeAlias = Annotated[
    int | None,
    typer.Option(
        min=1, max=100, help="For lossy formats; 100 is without loss in WebP and JPEG XL.", rich_help_panel=_FILE
    ),
]
ChromaName: TypeAlias = Annotated[
    Chroma | None,
    typer.Option(help="Resolution of colour in JPEG, AVIF and HEIC; default by quality.", rich_help_panel=_FILE),
]
ColourName: TypeAlias = Annotated[
    ColourSpace | None,
    typer.Option(help="Keep the photo's own profile (default), or convert to sRGB.", rich_help_panel=_FILE),
]
NamePattern: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="P", help=f"Name without suffix, of {' '.join(f'{{{t}}}' for t in TOKENS)}.", rich_help_panel=_FILE
    ),
]
Conflict: TypeAlias = Annotated[
    OnConflict | None, typer.Option(help="When the file exists; default unique.", rich_help_panel=_FILE)
]
NoMetadata: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-metadata",
        help="Leave the photo's metadata out; colour profile and resolution stay.",
        rich_help_panel=_FILE,
    ),
]
LeftOut: TypeAlias = Annotated[
    list[MetadataGroup] | None,
    typer.Option(help="Leave a part of the metadata out; may be repeated.", rich_help_panel=_FILE),
]
NoRecord: TypeAlias = Annotated[
    bool, typer.Option("--no-record", help="Do not write into the file how it was made.", rich_help_panel=_FILE)
]
SignFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="CERTS.pem", help="Add signed Content Credentials (C2PA): your certificates.", rich_help_panel=_FILE
    ),
]
SignKey: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="KEY.pem", help="Their private key, without a passphrase.", rich_help_panel=_FILE),
]
SharpenFor: TypeAlias = Annotated[
    OutputSharpening | None, typer.Option(help="Sharpen the file for its use.", rich_help_panel=_FILE)
]
AsJson: TypeAlias = Annotated[
    bool, typer.Option("--json", help="One JSON object a line on standard output.", rich_help_panel=_REPORT)
]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print only what failed.", rich_help_panel=_REPORT)
]
