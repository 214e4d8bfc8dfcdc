"""Photos on disk, in one place: what the rest of the program imports."""

from enhancer_gui.storage.colour import to_srgb_8bit
from enhancer_gui.storage.photo_files import MAX_PIXELS, is_folder, is_photo_name, is_same_file
from enhancer_gui.storage.photo_formats import (
    PhotoHeader,
    Signing,
    check_header,
    format_of,
    resolve_depth,
    resolve_format,
    suffix_of,
)
from enhancer_gui.storage.photo_listing import find_photos, list_photos, unread_notes
from enhancer_gui.storage.photo_read import read_photo, read_size
from enhancer_gui.storage.photo_write import PhotoExistsError, check_folder, write_photo
from enhancer_gui.storage.thumbnails import read_thumbnail

__all__ = [
    "MAX_PIXELS",
    "PhotoExistsError",
    "PhotoHeader",
    "Signing",
    "check_folder",
    "check_header",
    "find_photos",
    "format_of",
    "is_folder",
    "is_photo_name",
    "is_same_file",
    "list_photos",
    "read_photo",
    "read_size",
    "read_thumbnail",
    "resolve_depth",
    "resolve_format",
    "suffix_of",
    "to_srgb_8bit",
    "unread_notes",
    "write_photo",
]
