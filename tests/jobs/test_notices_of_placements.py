"""A placement's move is told to each side in its own words: only the team reads whom it is about."""

import pytest

from jobs.workflow import placements
from realtime.models import InboxEntry
from realtime.notices import words_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_only_the_team_reads_the_nickname(cast):
    cast.hana_at_shelves.state = "agreed"
    cast.hana_at_shelves.save()
    row = make.PlacementFactory(application=cast.hana_at_shelves)
    placements.start(row, by=cast.saito)
    heard = {entry.recipient: words_of(entry) for entry in InboxEntry.objects.select_related("recipient")}
    assert set(heard) == {cast.kido, cast.oto, cast.hana.user}
    assert "hana" in heard[cast.kido][1]
    assert heard[cast.kido][2] == f"/desk/placements/{row.public_id}/"
    assert "hana" not in "".join(heard[cast.oto])
    assert cast.shelves.title not in "".join(heard[cast.hana.user])
