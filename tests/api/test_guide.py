"""docs/api.md: its commands are run, in their order, against a real server, and answer what the page promises.

A block that is followed by `json` or `text` promises this answer. "…" stands for anything; numbers may be others,
but for a status. `sh yours` is what readers fill in; before `sh too-often` the allowance is used up.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from accounts.models import ApiToken, Participant
from accounts.workflow import issue_token
from tests import factories as make
from tests.browser import Server, serving
from tests.cast import assemble

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
RATE = 40
Block = tuple[str, str]


def blocks() -> list[Block]:
    return re.findall(r"^```([^\n]*)\n(.*?)^```", GUIDE.read_text(), re.M | re.S)


def runs() -> Iterator[tuple[Block, Block]]:
    """What is run, each with what it promises."""
    for block, after in pairwise([*blocks(), ("", "")]):
        if block[0] in ("sh", "sh too-often", "python"):
            yield block, after


@pytest.fixture
def server(transactional_db, tmp_path) -> Iterator[Server]:
    with serving(tmp_path, API_RATE=f"{RATE}/min") as site:
        yield site


def run(kind: str, text: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-"] if kind == "python" else ["sh", "-eu"]
    done = subprocess.run(command, input=text, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{text}\n{done.stderr}"
    return done.stdout


def use_up(environment: dict[str, str]) -> None:
    request = Request(
        f"{environment['IPPO']}/api/v1/placements/",
        headers={"Authorization": f"Bearer {environment['TOKEN']}"},
    )
    with pytest.raises(HTTPError) as slowed:
        ask_too_often(request)
    assert slowed.value.code == 429
    assert int(slowed.value.headers["Retry-After"]) > 0


def ask_too_often(request: Request) -> None:
    for _ in range(RATE + 1):
        urlopen(request).close()


def as_promised(promised: object, found: object, *, exact: bool = False) -> bool:
    if isinstance(promised, dict) and isinstance(found, dict):
        wanted = {key for key in promised if key != "…"}
        known = wanted == set(found) if wanted == set(promised) else wanted <= set(found)
        return known and all(as_promised(promised[key], found[key], exact=key == "status") for key in wanted)
    if isinstance(promised, list) and isinstance(found, list):
        return len(promised) == len(found) and all(map(as_promised, promised, found))
    if isinstance(promised, str) and isinstance(found, str):
        return bool(re.fullmatch(".+".join(map(re.escape, promised.split("…"))), found, re.S))
    if isinstance(promised, int) and not exact and not isinstance(promised, bool):
        return type(found) is int
    return promised == found and type(promised) is type(found)


@pytest.mark.curl
def test_the_guide_keeps_its_promises(server: Server) -> None:
    cast = assemble()
    _token, secret = issue_token(cast.saito, name="guide", scopes=ApiToken.Scope.values)
    make.OpportunityFactory(company=cast.oto_company, title="本の包み")
    environment = {"IPPO": server.url, "TOKEN": secret}
    seen = 0
    for (kind, text), (promises, answer) in runs():
        if kind == "sh too-often":
            use_up(environment)
        said = run(kind.split()[0], text, environment)
        assert promises in ("json", "text"), f"{text} promises nothing."
        if promises == "json":
            assert as_promised(json.loads(answer), json.loads(said)), f"{text}\n{said}"
        else:
            assert as_promised(answer.strip(), said.strip()), f"{text}\n{said}"
        seen += 1
    assert seen == 8
    assert sorted(Participant.objects.filter(team__user=cast.saito).values_list("nickname", flat=True))[
        2:
    ] == [
        "こもれび",
        "ひだまり",
    ]


def test_a_promise_that_is_not_kept_is_noticed():
    kept = {"status": 400, "title": "Bad Request", "errors": [{"field": "kind", "detail": "…"}]}
    found = {"status": 400, "title": "Bad Request", "errors": [{"field": "kind", "detail": "x"}]}
    assert as_promised(kept, found)
    for wrong in (
        found | {"status": 409},
        found | {"errors": []},
        found | {"more": 1},
        found | {"title": "Bad"},
        {"status": 400},
    ):
        assert not as_promised(kept, wrong)
    assert as_promised({"a": 1, "…": "…"}, {"a": 2, "b": None})


def test_every_scope_stands_in_the_guide():
    assert set(re.findall(r"^\| `(\w+:\w+)`", GUIDE.read_text(), re.M)) == set(ApiToken.Scope.values)
