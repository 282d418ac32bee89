"""How somebody wishes to read and to hear of things."""

from collections.abc import Iterable

from accounts.display import Display
from accounts.models import Preferences, User


def choose_display(user: User, display: Display) -> Preferences:
    """Language, theme, size and furigana of one's own pages, on every device."""
    row, _created = Preferences.objects.update_or_create(
        user=user,
        defaults={
            "language": display.language,
            "theme": display.theme,
            "size": display.size,
            "furigana": display.furigana,
        },
    )
    return row


def choose_notices(user: User, *, muted: Iterable[str]) -> Preferences:
    """Which notices one does not wish to get."""
    row, _created = Preferences.objects.update_or_create(user=user, defaults={"muted": sorted(set(muted))})
    return row
