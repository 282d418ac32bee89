"""Who reads what this room keeps about a person (see accounts.fields)."""

from django.utils.translation import gettext_lazy as _

from accounts.fields import Part, Reader, declare

declare(
    Part(
        _("届いたお知らせ"), "realtime.InboxEntry", frozenset({Reader.PERSON}), _("届いた人だけのものです。")
    ),
)
