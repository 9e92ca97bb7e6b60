"""Whatever picture comes is kept upright, on white, legible, and without a word of where and by what it was taken."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.casework.documents import pictures, uploads
from app.casework.documents.pictures import SHORT_SIDE, Unpaintable, painted
from tests.cases.pictures import HEIC

WHITE, RED, BLUE = (255, 255, 255), (200, 30, 30), (30, 30, 200)
TURNED = 6  # EXIF: the camera was held upright, so the file lies on its side
ODD = [(1, 5000), (5000, 1), (123, 1600), (1080, 9000), (1, 1), (3, 20_000), (4032, 3024)]


def made(mode="RGB", size=(60, 40), colour=RED, kind="PNG", **options) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, colour).save(kept, kind, **options)
    return kept.getvalue()


def kept(content: bytes) -> Image.Image:
    """Open what is kept, and see that it says nothing but its pixels."""
    picture = painted(content)
    image = Image.open(io.BytesIO(picture.content))
    assert image.format == {"image/jpeg": "JPEG", "image/png": "PNG"}[picture.media_type]
    assert image.mode in ("RGB", "L")
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return image


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...]) -> bool:
    found = image.convert("RGB").getpixel(place)
    return all(abs(one - other) < 25 for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize("size", ODD)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_only_the_short_side_is_bounded(size, kind):
    if kind == "WEBP" and max(size) > 16_000:
        return  # WebP has no longer ones
    image = kept(made(size=size, kind=kind))
    scale = min(1, SHORT_SIDE / min(size))
    assert image.size == tuple(max(1, round(side * scale)) for side in size)


@settings(max_examples=40, deadline=None)
@given(wide=st.integers(1, 2600), high=st.integers(1, 2600), kind=st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_no_shape_loses_more_than_its_short_side_has_too_much(wide, high, kind):
    image = kept(made("L", (wide, high), 200, kind))
    assert min(image.size) == min(wide, high, SHORT_SIDE)
    assert abs(image.width / image.height - wide / high) <= 0.01 * max(1, wide / high)


TRANSPARENT = {
    "RGBA": made("RGBA", colour=(0, 0, 0, 0)),
    "LA": made("LA", colour=(0, 0)),
    "palette": made("P", colour=0, transparency=0),
    "grey with one colour left out": made("L", colour=0, transparency=0),
    "RGB with one colour left out": made("RGB", colour=(0, 0, 0), transparency=(0, 0, 0)),
    "bits": made("1", colour=0, transparency=0),
    "WebP": made("RGBA", colour=(0, 0, 0, 0), kind="WEBP", lossless=True),
}


@pytest.mark.parametrize("name", TRANSPARENT)
def test_what_is_transparent_is_white(name):
    assert near(kept(TRANSPARENT[name]), (30, 20), WHITE)


def test_what_is_half_transparent_is_paler_and_not_darker():
    image = kept(made("RGBA", colour=(0, 0, 0, 128)))
    assert near(image, (5, 5), (127, 127, 127))


@pytest.mark.parametrize(("value", "seen"), [(0, 0), (32_768, 127), (65_535, 255)])
def test_sixteen_bits_of_grey_become_eight(value, seen):
    assert near(kept(made("I;16", colour=value)), (5, 5), (seen,) * 3)


@pytest.mark.parametrize(
    "content",
    [
        made("CMYK", colour=(0, 217, 217, 55), kind="JPEG", quality=95),
        made(kind="JPEG", progressive=True),
        made(kind="WEBP", lossless=True),
    ],
)
def test_colours_stay_what_they_were(content):
    assert near(kept(content), (20, 20), RED)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_picture_taken_upright_stands_upright_and_tells_nothing(kind):
    image = Image.new("RGB", (60, 40), RED)
    image.paste(BLUE, (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = TURNED, "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "S"
    kept_bytes = io.BytesIO()
    image.save(kept_bytes, kind, exif=exif, **({"quality": 95} if kind != "PNG" else {}))
    sent = kept_bytes.getvalue()
    assert b"PhoneMaker" in sent

    found = kept(sent)

    assert found.size == (40, 60)
    assert near(found, (35, 5), BLUE)
    assert near(found, (5, 50), RED)
    assert b"PhoneMaker" not in painted(sent).content


def test_heic_becomes_an_upright_jpeg():
    assert painted(HEIC).media_type == "image/jpeg"
    image = kept(HEIC)
    assert b"PhoneMaker" in HEIC
    assert b"PhoneMaker" not in painted(HEIC).content
    assert image.size == (32, 64)
    assert near(image, (25, 5), BLUE)
    assert near(image, (5, 50), RED)


def test_a_photo_that_came_as_png_is_kept_smaller():
    noise = Image.effect_noise((1500, 1500), 90)
    sent = io.BytesIO()
    noise.save(sent, "PNG")
    picture = painted(sent.getvalue())
    assert picture.media_type == "image/jpeg"
    assert len(picture.content) < len(sent.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff\xe0" + b"\0" * 20,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
        made()[:40],
        made("RGB", (300, 300), kind="JPEG")[:200],
        HEIC[:300],
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"GIF89a\x01\x00\x01\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        made("1", (20_000, 7_000), 0),
    ],
)
def test_what_is_no_picture_or_far_too_large_is_refused(content):
    with pytest.raises(Unpaintable):
        painted(content)


def test_what_is_unpacked_whole_is_refused_sooner_than_what_is_made_smaller_while_it_is_read(monkeypatch):
    assert pictures.MOST_UNPACKED < pictures.MOST_PIXELS
    monkeypatch.setattr(pictures, "MOST_UNPACKED", 500_000)
    with pytest.raises(Unpaintable):
        painted(made("1", (1_000, 510), 0))
    assert kept(made("L", (1_000, 510), 200, "JPEG")).size == (1_000, 510)


@pytest.mark.parametrize("content", [made(), made(kind="JPEG"), HEIC], ids=["PNG", "JPEG", "HEIC"])
def test_no_picture_that_somebody_sent_is_unpacked_in_the_server(content, monkeypatch):
    there = painted(content)
    monkeypatch.setattr(Image, "open", None)
    assert uploads._taken(content) == uploads._Taken(*there)


def test_a_picture_that_takes_more_memory_than_any_is_worth_is_refused_and_the_server_goes_on(
    monkeypatch, tmp_path
):
    tight = tmp_path / "pictures.py"
    tight.write_text(Path(pictures.__file__).read_text().replace("1536 * 2**20", "256 * 2**20"))
    monkeypatch.setattr(uploads.pictures, "__file__", str(tight))
    assert isinstance(uploads._taken(made()), uploads._Taken)
    assert isinstance(uploads._taken(made("1", (8_000, 4_000), 0, transparency=0)), str)
