"""How much one request, one job and the whole server may take."""

from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one client from taking the machine from the others.

    Attributes:
        upload_bytes: of a request's body: a 100 MP photo of 16 bits takes 600 MB uncompressed.
        photo_pixels: of a photo, by its header, before it is decoded.
        result_pixels: of a result; 400 MP are a 100 MP photo twice as large on each side.
        job_seconds: from the first to the last tile and the file.
        waiting_jobs: jobs that wait for a device; one more is refused with `retry_after_s`.
        kept_hours: how long an ended job and its result stay unless they are deleted before.
        unused_upload_seconds: how long a file that was sent for several jobs stays when nobody uses it; a client that
            closes removes its own at once.
        drain_seconds: how long running jobs may go on when the server is asked to stop. SageMaker kills a container
            30 s after it asked.
        silent_seconds: how long a request may pause before its end: a laptop that fell asleep in the middle of an
            upload says nothing more, and what it sent must not lie here for ever.
    """

    upload_bytes: int = 1024 * MEGA
    photo_pixels: int = 200 * MEGA
    result_pixels: int = 1000 * MEGA
    job_seconds: float = 3600.0
    waiting_jobs: int = 32
    kept_hours: float = 24.0
    unused_upload_seconds: float = 1800.0
    drain_seconds: float = 20.0
    silent_seconds: float = 60.0
    retry_after_s: int = 10
