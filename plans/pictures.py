"""Uploaded pictures: taken apart and written anew, so that nothing but the picture is kept.

What is no PNG or JPEG is refused by its bytes, whatever its name says; so is what would fill the
memory when it is unpacked. SVG is refused because it can hold scripts and addresses outside.
"""

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from documents.limits import MOST_PIXELS

MOST_BYTES = 5 * 1024 * 1024

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
# What Pillow's readers of these two formats raise on bytes that are none of theirs.
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
# What stands at the end of a whole file: the last chunk of a PNG with its check sum; the mark that
# follows the last mark of a JPEG's scan. WeasyPrint tells Pillow, for the whole process, to fill up
# cut pictures with grey, so Pillow does not say.
_PNG_END = b"IEND\xaeB`\x82"
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"
_QUALITY = 90  # of JPEG; above it files grow, and nobody sees a difference in print


class PictureRefused(Exception):
    """An upload that is not taken; the message is for the user."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture without metadata: PNG or JPEG."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """The ending of its file name."""
        return {"image/png": "png", "image/jpeg": "jpg"}[self.media_type]


def clean_picture(data: bytes, *, most_pixels: int = MOST_PIXELS) -> CleanPicture:
    """Return an uploaded picture, decoded and encoded anew.

    Comments, places, cameras, thumbnails and whatever follows the picture are gone; a picture that
    is marked as turned is turned, colours become sRGB or grey. Of a moving picture the first frame
    is kept. The same bytes give the same bytes.

    Raises:
        PictureRefused: it is no PNG or JPEG, has more than MOST_BYTES or `most_pixels`, or cannot
            be read to its end.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused(
            f"画像が大きすぎます。{MOST_BYTES // 1024 // 1024}MBまでにしてください。"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=tuple(_MEDIA_TYPES)) as picture:
                _check_pixels(picture.width, picture.height, most_pixels)
                if not _is_whole(data, str(picture.format)):
                    raise OSError("cut off")
                return _encoded(picture)
    except Image.DecompressionBombError:
        raise _too_many_pixels("", most_pixels) from None
    except _UNREADABLE as error:
        raise PictureRefused(
            "PNG又はJPEGの画像として読めません。SVGなどほかの形式は使えません。"
            "画像を開いて、PNGで保存し直したものを選んでください。"
        ) from error


def read_clean(data: bytes) -> CleanPicture:
    """Return a picture that `clean_picture` gave out before; encoding it again would wear it."""
    with Image.open(BytesIO(data), formats=tuple(_MEDIA_TYPES)) as picture:
        media_type = _MEDIA_TYPES[str(picture.format)]
        return CleanPicture(data, media_type, picture.width, picture.height)


def _too_many_pixels(size: str, most: int) -> PictureRefused:
    return PictureRefused(
        f"画像の画素が多すぎます{size}。縦と横をかけて{most // 10_000:,}万画素までにしてください。"
    )


def _check_pixels(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise _too_many_pixels(f"（{width:,}×{height:,}画素）", most)


def _is_whole(data: bytes, format: str) -> bool:
    if format == "PNG":
        return _PNG_END in data
    return data.rfind(_JPEG_END) > data.rfind(_JPEG_SCAN)


def _encoded(picture: Image.Image) -> CleanPicture:
    format = "JPEG" if picture.format == "MPO" else str(picture.format)
    plain = _plain(ImageOps.exif_transpose(picture))
    plain.info.clear()  # Pillow would write comments and profiles from it
    buffer = BytesIO()
    if format == "JPEG":
        plain.save(buffer, "JPEG", quality=_QUALITY)
    else:
        plain.save(buffer, "PNG")
    return CleanPicture(buffer.getvalue(), _MEDIA_TYPES[format], plain.width, plain.height)


def _plain(picture: Image.Image) -> Image.Image:
    """Return a copy in 8-bit grey, RGB or RGBA, its colours those of sRGB."""
    picture.load()
    if picture.mode.startswith("I"):  # 16-bit grey
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"1", "L"} and "transparency" not in picture.info:
        return picture.convert("L")
    has_alpha = picture.mode in {"LA", "PA", "RGBA", "RGBa", "La"} or "transparency" in picture.info
    wanted = "RGBA" if has_alpha else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a profile that does not fit its picture: the numbers count
        if converted is not None and wanted == "RGB":
            return converted
    return picture.convert(wanted)
