"""Who reads what this room keeps about a person (see accounts.fields)."""

from django.utils.translation import gettext_lazy as _

from accounts.fields import DESK_RECORD, Part, declare

declare(
    Part(
        _("仕事の候補と、その理由"),
        "matching.Suggestion",
        DESK_RECORD,
        _("決めるのは人です。ご本人には、提案したものだけが届きます。"),
    ),
)
