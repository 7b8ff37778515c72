"""Small pictures tiled into one sheet, and whether two of them show the same to the eye.

A page is kept as a tile so small that words are grey texture, but place, colour and width can be told. Two tiles are compared block
by block, softened, and each block may lie a pixel of the screen beside its place: letters are smoothed differently from machine to
machine, and that is no fault.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

LONGER_PX = 240
BLOCK_PX = 4
SOFT_PX = 1.0

#: Mean difference (of 255) that a block may have: for the palette of a kept sheet, and for each screen pixel that a tile's has.
LEAST, FOR_EACH_SCALE = 3.5, 30.0


def scale_of(size):
    """A tile's pixels for one of the screen."""
    return LONGER_PX / max(size)


def tile(picture):
    """A screen as a tile."""
    scale = scale_of(picture.size)
    return picture.resize(tuple(round(side * scale) for side in picture.size), Image.Resampling.BOX)


def sheet(rows):
    """Rows of tiles as one picture of few colours."""
    wide, high = rows[0][0].size
    whole = Image.new("RGB", (wide * len(rows[0]), high * len(rows)))
    for y, row in enumerate(rows):
        for x, one in enumerate(row):
            whole.paste(one, (x * wide, y * high))
    return whole.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=1)


def tiles_of(whole, columns, rows):
    """The tiles of a sheet, row by row."""
    wide, high = whole.width // columns, whole.height // rows
    whole = whole.convert("RGB")
    return [[whole.crop((x * wide, y * high, (x + 1) * wide, (y + 1) * high)) for x in range(columns)] for y in range(rows)]


def differences(expected, got, scale):
    """Mean difference of each block, at the best of the places it may have."""
    steps = (-scale, 0.0, scale)
    still = _softened(expected)
    return np.minimum.reduce([_blocks(np.abs(still - _softened(got, (x, y))).max(axis=2)) for x in steps for y in steps])


def allowed(scale):
    """How much a block may differ."""
    return LEAST + FOR_EACH_SCALE * scale


def _softened(picture, step=(0.0, 0.0)):
    soft = picture.filter(ImageFilter.GaussianBlur(SOFT_PX))
    # An edge that a step lays bare is filled from the picture itself.
    framed = Image.fromarray(np.pad(np.asarray(soft), ((1, 1), (1, 1), (0, 0)), mode="edge"))
    moved = framed.transform(framed.size, Image.Transform.AFFINE, (1, 0, step[0], 0, 1, step[1]), Image.Resampling.BILINEAR)
    return np.asarray(moved, dtype=float)[1:-1, 1:-1]


def _blocks(values):
    high, wide = (-(-side // BLOCK_PX) for side in values.shape)
    padded = np.pad(values, ((0, high * BLOCK_PX - values.shape[0]), (0, wide * BLOCK_PX - values.shape[1])))
    return padded.reshape(high, BLOCK_PX, wide, BLOCK_PX).mean(axis=(1, 3))


def marked(got, values, limit):
    """A tile, pale, with the blocks that differ in red."""
    pale = Image.blend(got.convert("L").convert("RGB"), Image.new("RGB", got.size, "white"), 0.5)
    for y, x in zip(*np.nonzero(values > limit), strict=True):
        pale.paste(
            (200, 0, 0), (x * BLOCK_PX, y * BLOCK_PX, min((x + 1) * BLOCK_PX, got.width), min((y + 1) * BLOCK_PX, got.height))
        )
    return pale
