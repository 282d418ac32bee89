"""The house itself: what no single room's test would notice."""

import os
import platform
import re
import subprocess
import sys
import sysconfig
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from config.catalogues import compile_stale, sources

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT)}
ROOMS = {room for room in ROOMS if ".venv" not in room.parts}
# Templates that a library asks for by a name that it builds: a folder, and whose it is.
ASKED_FOR_BY_LIBRARIES = (
    "account/",
    "allauth/",
    "admin/",
    "registration/",
    "mfa/",
    "socialaccount/",
    "403",
    "404",
    "500",
    "400",
    "429",
)


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows or would add, so that leftovers of an editor do not count."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).exists()]


def templates() -> dict[str, Path]:
    """Every template of ours, by the name under which it is asked for."""
    folders = [room / "templates" for room in ROOMS]
    return {
        str(path.relative_to(folder)): path
        for folder in folders if folder.is_dir()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def test_platform_is_the_standard_librarys():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert Path(platform.__file__).is_relative_to(sysconfig.get_path("stdlib"))


def test_rooms_import_only_what_lies_below_them():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_is_under_a_contract_and_in_the_wheel():
    configured = (ROOT / "pyproject.toml").read_text()
    for room in ROOMS:
        inside = "platform/" if room.parent.name == "platform" else ""
        assert f'"{inside}{room.name}",' in configured, f"{room.name} is not packed"
        assert re.search(rf'root_packages = \[[^\]]*"{room.name}"', configured), f"{room.name} is not linted"


def test_nothing_is_left_for_later():
    word = re.compile("TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK")
    left = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked("*.py", "*.html", "*.txt", "*.js", "*.css", "*.md", "Makefile")
        if "vendor" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if word.search(line)
    ]
    assert not left, "\n".join(left)


def test_every_template_is_used():
    texts = [path.read_text() for path in tracked("*.py", "*.html", "*.txt")]
    quoted = {
        name for text in texts for name in re.findall(r"""["']([\w/.-]+\.(?:html|txt|xml|svg))["']""", text)
    }
    # A view class without a name of its own (`ListView`) or a folder in a setting is better spelt out.
    unused = [
        name for name in templates() if name not in quoted and not name.startswith(ASKED_FOR_BY_LIBRARIES)
    ]
    assert not unused


def test_templates_hold_no_script_and_no_style_of_their_own():
    """The Content-Security-Policy would silently drop them."""
    forbidden = re.compile(
        r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|<style|\sstyle=|\son\w+=["']"""
    )
    found = [
        f"{name}: {match.group()}" for name, path in templates().items()
        if path.suffix == ".html" and (match := forbidden.search(path.read_text()))
    ]  # fmt: skip
    assert not found


def our_models():
    return [m for m in apps.get_models() if Path(apps.get_app_config(m._meta.app_label).path) in ROOMS]


def test_every_model_says_in_japanese_what_it_is():
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
    unnamed = [m._meta.label for m in our_models() if not japanese.search(str(m._meta.verbose_name))]
    assert not unnamed


def test_every_translation_compiles_and_nothing_compiled_is_committed():
    compile_stale()
    assert all(po.with_suffix(".mo").exists() for po in sources())
    command = ["git", "ls-files", "*.mo"]
    assert not subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_no_sentence_is_translated_twice_in_one_catalogue():
    """Babel would take the last one, and nobody would see the other."""
    twice = {}
    for po in sources():
        said = [entry for entry in po.read_text().split("\n\n") if not entry.startswith("#~")]
        keys = [re.findall(r'^(?:msgctxt|msgid|"(?=.*\nmsgstr)).*', entry, re.MULTILINE) for entry in said]
        counted = Counter(tuple(key) for key in keys if key)
        if repeated := [key for key, times in counted.items() if times > 1]:
            twice[str(po.relative_to(ROOT))] = repeated
    assert not twice


def test_static_files_collect_under_their_final_names(tmp_path, settings):
    """A file that CSS or a template names wrongly breaks the real storage, not the plain one of the tests."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_every_static_file_that_a_template_names_exists():
    named = {
        (name, asked) for name, path in templates().items()
        for asked in re.findall(r"""{%\s*static\s+["']([^"']+)["']""", path.read_text())
    }  # fmt: skip
    assert not [pair for pair in named if not finders.find(pair[1])]


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_ENCRYPTION_KEYS"])
def test_without_keys_a_sentence_says_what_to_do(tmp_path, missing):
    keys = {"SECRET_KEY": "s", "FIELD_ENCRYPTION_KEYS": "k", "IPPO_VAR": str(tmp_path)}
    given = {name: value for name, value in keys.items() if name != missing}
    clean = {
        name: value for name, value in os.environ.items() if name not in (*keys, "DJANGO_SETTINGS_MODULE")
    }
    command = [sys.executable, "manage.py", "showmigrations"]
    done = subprocess.run(command, cwd=ROOT, env=clean | given, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"{missing} is not set. Run `make run` once" in done.stderr


def test_the_time_zone_and_the_language_are_japans():
    assert (settings.TIME_ZONE, settings.LANGUAGE_CODE, settings.USE_TZ) == ("Asia/Tokyo", "ja", True)
