"""Who reads what this room keeps about a person (see accounts.fields)."""

from django.utils.translation import gettext_lazy as _

from accounts.fields import DESK_RECORD, Part, Reader, declare

declare(
    Part(
        _("支援の記録"),
        "casework.Note",
        DESK_RECORD | {Reader.GLASS},
        _("支援チームの中の言葉です。ご本人には、窓口が確かめてから写しでわたします。"),
    ),
    Part(
        _("次の連絡"),
        "casework.NextContact",
        DESK_RECORD | {Reader.GLASS},
        _("約束を忘れないため。"),
    ),
)
