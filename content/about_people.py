"""What this room keeps (see accounts.register): nothing about a person."""

from django.utils.translation import gettext_lazy as _

from accounts.register import NO_PERSON, RUNNERS, SERVICE, Holding, declare

declare(
    Holding(
        what=_("緊急のときの連絡先"),
        why=_("どのページにも、いま電話できるところをのせるため"),
        basis=SERVICE,
        responsible=RUNNERS,
        how_long=NO_PERSON,
        models=("content.EmergencyLine",),
        personal=False,
    ),
)
