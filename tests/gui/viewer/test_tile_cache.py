"""The cache of tiles."""

from PySide6.QtGui import QImage

from enhancer_gui.gui.viewer.modes import Side
from enhancer_gui.gui.viewer.picture import Picture
from enhancer_gui.gui.viewer.pyramid import TileKey
from enhancer_gui.gui.viewer.tile_cache import CachedTile, TileCache
from tests.gui.viewer.fakes import EndlessSource


def tile(side: int = 100) -> CachedTile:
    return CachedTile(QImage(side, side, QImage.Format.Format_RGB32), is_complete=True)


def picture() -> Picture:
    return Picture(Side.BEFORE, EndlessSource((9, 9)), (9, 9))


def test_that_the_longest_unused_tile_goes_first() -> None:
    cache, shown = TileCache(3 * 40_000), picture()
    keys = [TileKey(0, column, 0) for column in range(4)]
    for key in keys[:3]:
        cache.put(shown, key, tile())
    cache.get(shown, keys[0])
    cache.put(shown, keys[3], tile())
    assert set(cache.keys_of(shown)) == {keys[0], keys[2], keys[3]}
    assert cache.used_bytes == 3 * 40_000


def test_that_pictures_do_not_share_tiles() -> None:
    cache, one, other = TileCache(), picture(), picture()
    cache.put(one, TileKey(0, 0, 0), tile())
    assert cache.get(other, TileKey(0, 0, 0)) is None
    cache.forget(one)
    assert cache.used_bytes == 0


def test_that_replacing_a_tile_counts_once() -> None:
    cache, shown = TileCache(), picture()
    cache.put(shown, TileKey(0, 0, 0), tile(100))
    cache.put(shown, TileKey(0, 0, 0), tile(50))
    assert cache.used_bytes == 10_000
