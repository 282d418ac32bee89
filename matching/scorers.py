"""Which scorer is used: the newest that was trained, else the prior."""

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.models import Participant
from jobs.models import Opportunity
from matching import dataset
from matching.engine import store
from matching.engine.encoding import Catalogue, People
from matching.engine.scorer import Scorer
from matching.models import TrainedScorer

PRIOR = "prior-1"

log = logging.getLogger(__name__)


def current(catalogue: Catalogue) -> tuple[str, Scorer]:
    """Version and scorer for a catalogue; without a trained one that can be read, the documented prior."""
    row = TrainedScorer.objects.first()
    if row is not None:
        try:
            return row.version, _load(row.file)
        except OSError:
            log.warning("The scorer %s cannot be read; the prior is used.", row.file)
    return PRIOR, _prior(catalogue)


@lru_cache(maxsize=2)
def _load(file: str) -> Scorer:
    return store.from_bytes((Path(settings.MODELS_ROOT) / file).read_bytes())


@lru_cache(maxsize=1)
def _prior(catalogue: Catalogue) -> Scorer:
    people = People(dataset.participants(Participant.objects.none()), catalogue)
    return Scorer().fit_outcomes(people)


def train() -> TrainedScorer:
    """Learn from all recorded outcomes, store the scorer as a file and name it as the one in use."""
    catalogue = Catalogue(dataset.opportunities(Opportunity.objects.all()))
    people = People(dataset.participants(Participant.objects.persons()), catalogue)
    outcomes = dataset.outcomes()
    scorer = Scorer().fit_outcomes(people, outcomes)
    version = f"{scorer.used_}-{timezone.localtime():%Y%m%d-%H%M%S-%f}"
    folder = Path(settings.MODELS_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{version}.skops").write_bytes(store.to_bytes(scorer))
    return TrainedScorer.objects.create(
        version=version, outcomes=len(outcomes), report=scorer.report_, file=f"{version}.skops"
    )
