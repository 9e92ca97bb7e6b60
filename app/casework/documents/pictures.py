"""Pictures as they are kept: upright, on white, without what a camera writes into them, and legible.

A photo's file tells where it was taken and on what; a transparent picture turns black where nobody paints a ground; a
long screenshot made to fit a square cannot be read any more. So every picture is painted anew: HEIC and WebP become
JPEG, PNG stays PNG while it is small, and only the short side is bounded.

    python -I pictures.py < sent > answer

paints in a process of its own, which may use so much and no more: some kilobytes can unpack to gigabytes. The answer is
``J`` or ``P`` and the JPEG or PNG. Nothing of the product is imported here.
"""

import io
import resource
import sys
from typing import Any, NamedTuple

SHORT_SIDE = 2_000
"""Pixels that the short side may have; the long one follows."""
MOST_PIXELS = 120_000_000
MOST_UNPACKED = 50_000_000
"""Pixels of what is unpacked whole; a JPEG is made smaller while it is read."""
_LONGEST_JPEG = 65_000
_PNG_BYTES = 2 * 2**20  # a photo that came as PNG is larger than this, and better off as JPEG
_QUALITY = 88
_SHRINKING = ("JPEG", "MPO")
_KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
_MOST_OF_16_BITS, _MOST_OF_8_BITS = 65_535, 255
_MEMORY, _SECONDS = 1536 * 2**20, 20
_LETTERS = {"image/jpeg": b"J", "image/png": b"P"}


class Picture(NamedTuple):
    """A picture to be kept."""

    content: bytes
    media_type: str


class Unpaintable(Exception):
    """The picture is damaged, or far too large."""


def main() -> int:
    """Read a picture, write the answer."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        picture = painted(sys.stdin.buffer.read())
    except Unpaintable:
        return 1
    sys.stdout.buffer.write(_LETTERS[picture.media_type] + picture.content)
    return 0


def painted(content: bytes) -> Picture:
    """Paint a picture anew; raises Unpaintable."""
    from pi_heif import register_heif_opener
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    Image.init()
    register_heif_opener()
    try:
        with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
            return _packed(
                _bounded(_on_white(_upright(_small_enough(opened)))), as_png=opened.format == "PNG"
            )
    except Exception as fault:
        raise Unpaintable from fault


def _small_enough(image: Any) -> Any:
    most = MOST_PIXELS if image.format in _SHRINKING else MOST_UNPACKED
    if image.width * image.height > most:
        raise Unpaintable
    return image


def _upright(image: Any) -> Any:
    """Turn it as the camera was held."""
    from PIL import ImageOps

    if image.format in _SHRINKING and min(image.size) > 2 * SHORT_SIDE:
        scale = 2 * SHORT_SIDE / min(image.size)
        image.draft("RGB", tuple(round(side * scale) for side in image.size))
    return ImageOps.exif_transpose(image)


def _on_white(image: Any) -> Any:
    """Paint it on white, in eight bits a colour."""
    from PIL import Image

    if image.mode.startswith("I"):  # sixteen bits of grey: converting alone would cut them off at 255
        ratio = _MOST_OF_8_BITS / _MOST_OF_16_BITS
        return image.convert("I").point(lambda value: value * ratio).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("L") if image.mode in ("1", "L", "F") else image.convert("RGB")


def _bounded(image: Any) -> Any:
    """Make it smaller until its short side is legible and no more; a long one keeps its length."""
    scale = min(1.0, SHORT_SIDE / min(image.size))
    size = tuple(max(1, round(side * scale)) for side in image.size)
    return image if size == image.size else image.resize(size, reducing_gap=2.0)


def _packed(image: Any, *, as_png: bool) -> Picture:
    """Write the pixels alone: no place, no camera, no profile."""
    from PIL import Image

    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    if as_png or max(bare.size) > _LONGEST_JPEG:
        kept = io.BytesIO()
        bare.save(kept, "PNG")
        if kept.tell() <= _PNG_BYTES or max(bare.size) > _LONGEST_JPEG:
            return Picture(kept.getvalue(), "image/png")
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(kept.getvalue(), "image/jpeg")


if __name__ == "__main__":
    sys.exit(main())
