"""Signed sheets: read, checked by what they contain, stripped, encrypted, and kept under a random name.

A file is what its content says, not its name. Pictures are drawn anew, so that nothing else travels with them
(place, device, comments). Whether a picture shows a My Number card cannot be seen offline: the form asks for none.
"""

import io
from dataclasses import dataclass

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from accounts.models import Consent, ConsentScan
from foundation.public_ids import new_public_id

LARGEST = 8_000_000
MOST_PIXELS = 40_000_000
FOLDER = "consents"
NOT_READABLE = _("PDF、JPEG、PNGのどれかで、開けるファイルを選んでください。")
TOO_LARGE = _("ファイルが大きすぎます。8MBまでのファイルを選んでください。")
_PICTURES = {"JPEG": ConsentScan.Type.JPEG, "PNG": ConsentScan.Type.PNG}


class UnreadableError(ValueError):
    """The file is none that can be kept; the message is a sentence for the person."""


@dataclass(frozen=True)
class Sheet:
    """What is kept of an upload."""

    content: bytes
    content_type: str


def read(upload: UploadedFile) -> Sheet:
    """The sheet in an upload. Raises UnreadableError for what is too large or is neither PDF, JPEG nor PNG."""
    if (upload.size or 0) > LARGEST:
        raise UnreadableError(TOO_LARGE)
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableError(TOO_LARGE)
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return Sheet(content, ConsentScan.Type.PDF)
    return _drawn_anew(content)


def _drawn_anew(content: bytes) -> Sheet:
    try:
        with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as picture:
            kind = picture.format or ""
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadableError(TOO_LARGE)
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as problem:
        if isinstance(problem, UnreadableError):
            raise
        raise UnreadableError(NOT_READABLE) from problem
    plain = Image.new("RGB", drawn.size)
    plain.paste(drawn)
    written = io.BytesIO()
    plain.save(written, kind, quality=85)
    return Sheet(written.getvalue(), _PICTURES[kind])


def storage() -> Storage:
    """Where the sheets lie; no address leads there."""
    return FileSystemStorage(location=settings.MEDIA_ROOT / FOLDER, base_url=None)


def keep(sheet: Sheet, consent: Consent) -> ConsentScan:
    """Store the sheet unreadably under a random name, with a key of its own."""
    key = Fernet.generate_key()
    content = ContentFile(Fernet(key).encrypt(sheet.content))
    name = storage().save(f"{new_public_id()}{new_public_id()}", content)
    return ConsentScan.objects.create(
        consent=consent, name=name, key=key.decode(), content_type=sheet.content_type
    )


def content_of(scan: ConsentScan) -> bytes:
    """The sheet as it was kept."""
    with storage().open(scan.name) as file:
        return Fernet(scan.key.encode()).decrypt(file.read())
