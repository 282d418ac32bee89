"""What the documents name exists: commands, files, pages, settings, pictures, and the words on the screens."""

import importlib
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import Resolver404, resolve
from django.utils import translation

from accounts.entry_codes import as_shown
from config.demo.accounts import ACCOUNTS, BY_CODE, entry_code, password
from tests.screenshots import IMAGES, SHOTS

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
READERS = [ROOT / "README.md", *GUIDES]
DOCUMENTS = [*READERS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
each_document = pytest.mark.parametrize(
    "path", [*DOCUMENTS, *DECISIONS], ids=lambda p: str(p.relative_to(ROOT))
)
FIGURE = re.compile(r"\d\s*(ms|ミリ秒|requests/s|件/秒)")


def code(text: str) -> list[str]:
    """Everything that stands as code: `so`, and lines of fenced blocks."""
    fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S))
    prose = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.M | re.S)
    return [*re.findall(r"`([^`\n]+)`", prose), *fenced.splitlines()]


def named(path: Path, pattern: str) -> set[str]:
    """What a pattern finds in the code of a document."""
    return {found for piece in code(path.read_text()) for found in re.findall(pattern, piece)}


def test_the_documents_are_there():
    assert {path.stem for path in GUIDES} == {"participant", "supporter", "company", "office", "operator"}
    assert not [path for path in DOCUMENTS if not path.read_text().strip()]


@each_document
def test_make_targets_exist(path):
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.M))
    assert named(path, r"\bmake ([a-z-]+)") <= targets


@each_document
def test_management_commands_exist(path):
    assert named(path, r"manage\.py ([a-z_]+)") <= set(get_commands())


@each_document
def test_links_and_pictures_lead_somewhere(path):
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text())
    local = [target.split("#")[0] for target in targets if "://" not in target and not target.startswith("#")]
    assert not [target for target in local if not (path.parent / target).exists()]


@pytest.mark.parametrize("path", [*READERS, *DECISIONS, ROOT / "docs" / "law.md"], ids=lambda p: p.name)
def test_files_exist(path):
    """Names with a folder and an ending, or a folder of the project; what the program writes is not looked for."""
    rooms = "accounts|content|docs|jobs|matching|platform|tests"
    files = named(path, rf"(?:^|\s)((?:{rooms})/[\w/.-]*)")
    assert not [name for name in files if not (ROOT / name).exists()]


@pytest.mark.parametrize("path", READERS, ids=lambda p: p.name)
def test_pages_exist(path):
    pages = named(path, r"^(/(?:[\w<>-]+/)*)$") | named(path, r"localhost:8000(/[\w/<>-]*)")
    missing = []
    for page in pages:
        try:
            with translation.override("en" if page.startswith("/en/") else "ja"):
                resolve(re.sub(r"<\w+>", "23456789bcdfgh", page))
        except Resolver404:
            missing.append(page)
    assert not missing


@pytest.mark.parametrize("path", READERS, ids=lambda p: p.name)
def test_words_in_brackets_are_on_the_screens(path):
    """In README and guides 「…」 quotes a button, a heading or a sentence of a page, letter by letter."""
    command = [
        "git",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "*.html",
        "*.py",
        "*.toml",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    sources = [ROOT / name for name in listed.split("\0") if name and not name.startswith("tests/")]
    said = "".join(source.read_text() for source in sources if source.exists())
    quoted = set(re.findall(r"「([^「」]+)」", path.read_text()))
    assert not sorted(words for words in quoted if words not in said)


def test_every_check_in_the_page_about_law_is_in_the_code():
    rooms = "accounts|calendars|casework|foundation|jobs|matching|municipalities|realtime"
    names = named(ROOT / "docs" / "law.md", rf"^((?:{rooms})(?:\.\w+)+)$")
    assert len(names) > 20
    for name in names:
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(module), attribute), name


def test_every_constraint_in_the_page_about_law_is_in_the_database():
    text = (ROOT / "docs" / "law.md").read_text()
    ours = {constraint.name for model in apps.get_models() for constraint in model._meta.constraints}
    asked = {
        name for words in re.findall(r"constraints? ((?:`\w+`(?:, )?)+)", text)
        for name in re.findall(r"`(\w+)`", words)
    }  # fmt: skip
    assert asked
    assert asked <= ours


def test_the_operators_table_lists_every_setting_from_the_environment():
    read = set()
    for name in ("settings.py", "log_ins.py", "serve.py", "demo/accounts.py"):
        source = (ROOT / "platform" / "config" / name).read_text()
        read |= set(re.findall(r"""(?:env\.\w+|environ\.get|_required)\(\s*"([A-Z_]+)\"""", source))
    table = (ROOT / "docs" / "guides" / "operator.md").read_text()
    firsts = re.findall(r"^\| ((?:`[A-Z_]+` )+)\|", table, re.M)
    assert {name for first in firsts for name in re.findall(r"[A-Z_]+", first)} == read


def test_the_readme_names_the_accounts_of_the_demo():
    text = (ROOT / "README.md").read_text()
    assert set(re.findall(r"`(\w+)@`", text)) == {account.email.split("@")[0] for account in ACCOUNTS}
    assert password() in text
    assert f"「{BY_CODE}」とコード `{as_shown(entry_code())}`" in text


def test_every_picture_is_one_that_make_screenshots_takes():
    taken = {f"{shot.name}.png" for shot in SHOTS}
    kept = {path.name for path in IMAGES.iterdir()}
    assert kept == taken
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < 4_000_000


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_measured_figures_name_the_command_that_measures_them(path):
    text = path.read_text()
    assert not FIGURE.search(text) or "make bench" in text


def test_decisions_are_numbered_once():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    assert not [path for path in DECISIONS if not path.read_text().startswith(f"# {int(path.name[:4])}. ")]
