"""Who gets which address. One row for each named URL and method; whoever is not named gets 404.

A row says which of the cast (tests/cast.py) get an answer; `refused` see the thing but may not change it
(403). Signed out, one is sent to the log-in page unless "anonymous" is named. Own, near and foreign are in
the cast: of Hana's record Hana is the owner, Saito and Kido her team, Tanaka the colleague at the next desk,
Abe the office's manager, Mori and Goto another town, Oto the company she was introduced to, Kaze another.

    row("portal:desk_participant", ok="saito kido abe", public_id=lambda c: c.hana.public_id)
    row("portal:take_on", post={}, ok="saito tanaka abe", public_id=lambda c: c.sora.public_id)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast

PARTICIPANTS = "hana yui sora"
OITA_DESK = "saito tanaka abe"
OFFICES = "abe goto ono"
COMPANIES = "oto kaze"
STAFF = "saito tanaka kido abe mori goto ono"
SIGNED_IN = f"{PARTICIPANTS} {STAFF} eto {COMPANIES} mada operator"
EVERYBODY = f"anonymous {SIGNED_IN}"


@dataclass(frozen=True)
class Row:
    name: str
    ok: frozenset[str]
    refused: frozenset[str] = frozenset()
    post: Callable[[Cast], Mapping[str, Any]] | Mapping[str, Any] | None = None
    prepare: Callable[[Cast], Any] | None = None
    kwargs: Mapping[str, Callable[[Cast], str] | str] = field(default_factory=dict)

    def __str__(self) -> str:
        method = "GET" if self.post is None else "POST"
        return f"{method} {self.name} {'·'.join(sorted(self.ok))[:40]}"


def row(
    name: str,
    /,
    *,
    ok: str,
    refused: str = "",
    post: Callable[[Cast], Mapping[str, Any]] | Mapping[str, Any] | None = None,
    prepare: Callable[[Cast], Any] | None = None,
    **kwargs: Callable[[Cast], str] | str,
) -> Row:
    """A row of the table. `post` makes it a POST with these data (or what they are for a cast).

    `prepare(cast)` brings an object into the state that the address needs, before anybody asks.
    """
    known = set(EVERYBODY.split())
    named = frozenset(ok.split()), frozenset(refused.split())
    unknown = (named[0] | named[1]) - known
    if unknown:
        raise ValueError(f"{name}: {unknown} are not in the cast.")
    return Row(name, *named, post, prepare, kwargs)
