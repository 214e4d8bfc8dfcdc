"""A job's events as they happen: for people and scripts as server-sent events, for the remote backend with tiles.

Both can be broken off and taken up again without loss: events are numbered, and tiles are asked for by what is missing.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from enhancer_gui.backends.wire import ALIVE, ALIVE_EVERY_S, event_header, frame_bytes, tile_frame
from enhancer_gui.core import events
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.image import BitDepth, to_depth
from enhancer_gui.server.board import Board
from enhancer_gui.server.problems import Refused
from enhancer_gui.storage.store_cache import PLAN_NAME
from enhancer_gui.storage.tile_store import TileStore


async def follow(
    board: Board, job_id: str, number: int, *, until_draining: bool = True
) -> AsyncIterator[events.Event | None]:
    """Yield a job's events from a number on, and None after every second without one.

    Ends when the job has ended and all is told, when it is deleted, and, `until_draining`, when the server is about
    to end.
    """
    with board.listening(job_id) as rung:
        while True:
            rung.clear()
            try:
                happened, has_ended = board.events_since(job_id, number)
            except Refused:
                return
            for event in happened:
                yield event
                if isinstance(event, events.TERMINAL):
                    return
            number += len(happened)
            if has_ended or (board.is_draining and until_draining):
                return
            try:
                await asyncio.wait_for(rung.wait(), ALIVE_EVERY_S)
            except TimeoutError:
                yield None


async def server_sent(board: Board, job_id: str, after: int) -> AsyncIterator[str]:
    """Yield a job's events as server-sent events (WHATWG HTML, section 9.2) after the one numbered `after`.

    The id of an event is its number, from 1; a client that reconnects sends the last one as Last-Event-ID. A number
    that was not reached yet is one from before a restart: all that is known now is news to that client.
    """
    known, _ = board.events_since(job_id, 0)
    number = after if after <= len(known) else 0
    async for event in follow(board, job_id, number):
        if event is None:
            yield ": alive\n\n"
            continue
        number += 1
        header = event_header(event)
        yield f"id: {number}\nevent: {header['event']}\ndata: {json.dumps(header)}\n\n"


async def frames(board: Board, job_id: str, have: Collection[int]) -> AsyncIterator[bytes]:
    """Yield a job's events and its finished tiles as frames, but for the tiles that the client has; see `wire`."""
    sent = set(have)
    tiles = _Tiles(board.store.stores(job_id))
    try:
        async for event in follow(board, job_id, 0):
            if event is None:
                yield frame_bytes({"event": ALIVE})
                continue
            if isinstance(event, events.Started | events.TileDone | events.Finished):
                while missing := await run_in_threadpool(tiles.finished, sent):
                    for index in missing:
                        yield await run_in_threadpool(tiles.frame, index)
                        sent.add(index)
            yield frame_bytes(event_header(event))
    except EnhancerError as e:
        yield frame_bytes(event_header(events.Failed(job_id, e.message, e.remedy, e.detail)))
    finally:
        tiles.close()


class _Tiles:
    """The tile store of a job, opened when the job has made it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: TileStore | None = None

    def finished(self, sent: Collection[int]) -> list[int]:
        """Return the finished tiles that were not sent, in order."""
        store = self._opened()
        if store is None:
            return []
        return [index for index in range(len(store.plan)) if index not in sent and store.is_done(index)]

    def frame(self, index: int) -> bytes:
        """Return the frame of a finished tile; raises StoreError."""
        store = self._opened()
        assert store is not None
        tile = store.plan.tile(index)
        depth = BitDepth.F32 if store.depth is BitDepth.F32 else BitDepth.U16
        return tile_frame(tile, to_depth(store.read(tile.core.scaled(store.scale)), depth))

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    def _opened(self) -> TileStore | None:
        if self._store is None:
            place = next(self._folder.glob(f"*/{PLAN_NAME}"), None)
            self._store = None if place is None else TileStore.open(place.parent)
        return self._store
