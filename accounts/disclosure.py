"""What a manager reads line by line before a copy of somebody's record leaves the house."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from accounts.export import Copy, Held, Part, office_copy, said
from accounts.models import DataRequest


@dataclass(frozen=True)
class LineToRead:
    """One line that somebody else wrote. `key` changes with the text: what was not read cannot leave."""

    key: str
    title: str
    about: str
    words: str
    text: str
    held: Held

    def as_dict(self) -> dict[str, str]:
        """What is recorded where the line is held back: which one it was, never what stood in it."""
        return {"label": self.title, "value": f"{self.about} {self.words}".strip()}


def lines_to_read(request: DataRequest) -> list[LineToRead]:
    """Everything about the person that may speak of others, in the order of the copy."""
    copy = office_copy(request.participant)
    return [line for part in copy for line in _of_part(request, part)]


def copy_of(request: DataRequest, lines: Collection[LineToRead], give: Collection[str]) -> Copy:
    """The copy with the lines whose keys are given."""
    return office_copy(request.participant, [line.held for line in lines if line.key not in give])


def _of_part(request: DataRequest, part: Part) -> list[LineToRead]:
    found = []
    for row in part.rows:
        plain = [text for line in part.lines if not line.checked and (text := said(line, row))]
        for line in part.lines:
            if line.checked and (text := said(line, row)):
                found.append(
                    LineToRead(
                        key=_key(request, part.entry.key, row.pk, line.key, text),
                        title=str(part.entry.title),
                        about=" · ".join(plain[:3]),
                        words=str(line.words),
                        text=text,
                        held=(part.entry.key, row.pk, line.key),
                    )
                )
    return found


def _key(request: DataRequest, *parts: object) -> str:
    text = "\n".join(map(str, (request.public_id, *parts)))
    return salted_hmac("accounts.disclosure", text, algorithm="sha256").hexdigest()[:24]
