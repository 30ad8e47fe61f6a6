"""Attack case 29: what is uploaded as a picture is a picture and nothing else afterwards."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from plans.pictures import (
    MOST_BYTES,
    CleanPicture,
    PictureRefused,
    clean_picture,
    read_clean,
)

NO_PICTURE = (
    "PNG又はJPEGの画像として読めません。SVGなどほかの形式は使えません。"
    "画像を開いて、PNGで保存し直したものを選んでください。"
)
SECRET = b"35.6895N 139.6917E"


def encoded(picture: Image.Image, format: str, **options: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, format, **options)
    return buffer.getvalue()


def opened(clean: CleanPicture) -> Image.Image:
    return Image.open(BytesIO(clean.data))


def small(mode: str = "RGB", size: tuple[int, int] = (3, 2), colour: Any = None) -> Image.Image:
    return Image.new(mode, size, colour or ("red" if mode == "RGB" else 1))


def png_head(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(("format", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_stays_what_it_shows(format: str, media_type: str) -> None:
    clean = clean_picture(encoded(small(), format))
    assert (clean.media_type, clean.width, clean.height) == (media_type, 3, 2)
    assert opened(clean).format == format
    # JPEG rounds.
    pixel = opened(clean).convert("RGB").getpixel((1, 1))
    assert pixel in {(255, 0, 0), (254, 0, 0)}


SCRIPTS = {
    "script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "foreignObject": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body onload="x()"/></foreignObject></svg>',
    "entity": b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&e;</svg>',
    "html": b"<html><body><img src=x onerror=alert(1)></body></html>",
    "nothing": b"",
    "head of a PNG": b"\x89PNG\r\n\x1a\n",
    "gif": encoded(small("P"), "GIF"),
    "bmp": encoded(small(), "BMP"),
    "tiff": encoded(small(), "TIFF"),
    "webp": encoded(small(), "WEBP"),
    "cut PNG": encoded(Image.effect_noise((60, 60), 90), "PNG")[:-800],
    "cut JPEG": encoded(Image.effect_noise((60, 60), 90), "JPEG")[:400],
}


@pytest.fixture(params=[False, True], ids=["strict Pillow", "Pillow as WeasyPrint sets it"])
def _pillow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


@pytest.mark.parametrize("what", SCRIPTS)
@pytest.mark.usefixtures("_pillow")
def test_what_is_no_whole_png_or_jpeg_is_refused(what: str) -> None:
    with pytest.raises(PictureRefused) as refusal:
        clean_picture(SCRIPTS[what])
    assert str(refusal.value) == NO_PICTURE


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(PictureRefused) as refusal:
        clean_picture(png_head(30_000, 30_000))
    assert str(refusal.value) == (
        "画像の画素が多すぎます。縦と横をかけて4,000万画素までにしてください。"
    )


@pytest.mark.parametrize(("width", "height"), [(10_000, 4_001), (9_400, 9_400), (40_000_001, 1)])
def test_a_picture_with_too_many_pixels_is_told_how_many_it_has(width: int, height: int) -> None:
    with pytest.raises(PictureRefused) as refusal:
        clean_picture(png_head(width, height))
    assert str(refusal.value) == (
        f"画像の画素が多すぎます（{width:,}×{height:,}画素）。"
        "縦と横をかけて4,000万画素までにしてください。"
    )


def test_a_picture_with_too_many_bytes_is_refused() -> None:
    with pytest.raises(PictureRefused) as refusal:
        clean_picture(encoded(small(), "PNG") + b"\0" * MOST_BYTES)
    assert str(refusal.value) == "画像が大きすぎます。5MBまでにしてください。"


@pytest.mark.usefixtures("_pillow")
def test_a_text_that_unpacks_without_end_is_not_kept() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("comment", "x" * 30_000_000, zip=True)
    uploaded = encoded(small(), "PNG", pnginfo=texts)
    if ImageFile.LOAD_TRUNCATED_IMAGES:  # Pillow unpacks its first megabyte only, and goes on
        assert clean_picture(uploaded).data == clean_picture(encoded(small(), "PNG")).data
    else:
        with pytest.raises(PictureRefused):
            clean_picture(uploaded)


# --- what is kept ------------------------------------------------------------------------------


def with_places(format: str) -> bytes:
    """Return a picture that tells where it was taken, in every way its format has."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    options: dict[str, Any] = {"exif": exif}
    if format == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("place", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options["pnginfo"] = texts
    else:
        options["comment"] = SECRET
        options["xmp"] = SECRET
    return encoded(small(), format, **options) + SECRET


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_places_comments_and_what_follows_are_gone(format: str) -> None:
    uploaded = with_places(format)
    assert uploaded.count(SECRET) >= 4
    clean = clean_picture(uploaded)
    assert SECRET not in clean.data
    assert dict(opened(clean).getexif()) == {}
    left = set(opened(clean).info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert left == set()


def test_a_picture_marked_as_turned_is_turned() -> None:
    picture = Image.new("RGB", (20, 10), "white")
    picture.paste("black", (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees to see it upright
    clean = clean_picture(encoded(picture, "PNG", exif=exif))
    assert (clean.width, clean.height) == (10, 20)
    shown = opened(clean)
    assert [shown.getpixel((5, 2)), shown.getpixel((5, 17))] == [(0, 0, 0), (255, 255, 255)]


MODES: dict[str, tuple[bytes, str]] = {
    "two colours": (encoded(Image.new("1", (3, 2)), "PNG"), "L"),
    "grey": (encoded(small("L"), "PNG"), "L"),
    "16-bit grey": (encoded(Image.new("I;16", (3, 2), 65_535), "PNG"), "L"),
    "grey with alpha": (encoded(Image.new("LA", (3, 2)), "PNG"), "RGBA"),
    "palette": (encoded(small("P"), "PNG"), "RGB"),
    "palette with a clear colour": (encoded(small("P"), "PNG", transparency=1), "RGBA"),
    "colour with a clear one": (encoded(small(), "PNG", transparency=(255, 0, 0)), "RGBA"),
    "alpha": (encoded(Image.new("RGBA", (3, 2)), "PNG"), "RGBA"),
    "CMYK": (encoded(Image.new("CMYK", (3, 2)), "JPEG"), "RGB"),
}


@pytest.mark.parametrize("mode", MODES)
def test_every_way_of_colour_becomes_one_that_all_can_print(mode: str) -> None:
    uploaded, expected = MODES[mode]
    assert opened(clean_picture(uploaded)).mode == expected


def test_sixteen_bits_become_eight_without_a_leap() -> None:
    picture = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 0x8000, 0xFFFF)):
        picture.putpixel((x, 0), value)
    shown = opened(clean_picture(encoded(picture, "PNG")))
    assert [shown.getpixel((x, 0)) for x in range(3)] == [0, 128, 255]


def test_a_profile_is_spent_on_the_colours_and_a_broken_one_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"no profile"):
        clean = clean_picture(encoded(small(), "PNG", icc_profile=icc))
        assert ("icc_profile" in opened(clean).info, opened(clean).getpixel((0, 0))) == (
            False,
            (255, 0, 0),
        )


def test_the_same_bytes_give_the_same_bytes() -> None:
    uploaded = with_places("JPEG")
    assert clean_picture(uploaded) == clean_picture(uploaded)


@pytest.mark.parametrize(("format", "extension"), [("PNG", "png"), ("JPEG", "jpg")])
def test_a_clean_picture_is_read_again_without_wear(format: str, extension: str) -> None:
    clean = clean_picture(encoded(small(), format))
    assert (read_clean(clean.data), clean.extension) == (clean, extension)
