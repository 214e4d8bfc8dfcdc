"""The codecs that photos need: imagecodecs loads each by name when it is first used, which no analysis can see.

What the program calls itself, and what TIFF files are compressed with; the rest (scientific and game formats) is half
of the library's size.
"""

CODECS = (
    *("avif", "brotli", "cms", "deflate", "imcd", "jpeg2k", "jpeg8", "jpegxl", "png"),
    *("ccitt", "jpegsof3", "jpegxr", "lerc", "ljpeg", "lzma", "pixarlog", "webp", "zlib", "zstd"),
)

hiddenimports = [f"imagecodecs._{name}" for name in ("shared", "shared_cython", *CODECS)]
