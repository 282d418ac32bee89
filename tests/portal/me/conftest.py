"""Hana at her own pages, with a proposal of Saito's that waits for her answer."""

import pytest
from django.test import Client

from accounts.models import Wishes
from jobs.models import Application, Placement
from tests import factories as make

REASONS = [
    {"direction": "against", "ja": "少し遠いです。", "en": "It is a little far."},
    {"direction": "for", "ja": "静かなところです。", "en": "It is a quiet place."},
    {"direction": "unknown", "ja": "音のことは聞いていません。", "en": "Noise was not asked."},
]


@pytest.fixture
def hana(cast, client: Client) -> Client:
    """A browser in which Hana is signed in."""
    client.force_login(cast.hana.user)
    return client


@pytest.fixture
def sorting(cast):
    """Work of Kaze's company that Saito proposed to Hana in her own words."""
    Wishes.objects.filter(participant=cast.hana).update(days=["mon"], minutes_max=30)
    return make.ApplicationFactory(
        opportunity=make.OpportunityFactory(company=cast.kaze_company, title="たねの仕分け"),
        participant=cast.hana,
        project=cast.project,
        proposed_by=cast.saito,
        message="静かな場所です。",
        reasons=REASONS,
    )


@pytest.fixture
def morning(cast) -> Placement:
    Application.objects.filter(pk=cast.hana_at_shelves.pk).update(state="agreed")
    return make.PlacementFactory(
        application=cast.hana_at_shelves, meeting="店の前 10時", accompanied_by=cast.saito
    )
