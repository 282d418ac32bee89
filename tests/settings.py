"""The settings of the test run: the real ones, with keys and a `var/test` of its own; nothing leaves it.

A web server that a browser test starts reads them too; `IPPO_TEST_DATABASE` names the database it is to use.
"""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_VAR = Path(os.environ.get("IPPO_VAR") or _ROOT / "var").resolve()
if "IPPO_TEST_VAR" not in os.environ:  # a process that a test starts inherits it
    os.environ["IPPO_TEST_VAR"] = str(_VAR / "test")
os.environ["IPPO_VAR"] = os.environ["IPPO_TEST_VAR"]
os.environ["SECRET_KEY"] = "a key for tests only"
os.environ["FIELD_ENCRYPTION_KEYS"] = "A2ut9Thu7x04GkGv1BNqLTUYpE6qAbFJTMcV1tl2ngk="
os.environ["REDIS_URL"] = os.environ.get("IPPO_TEST_REDIS", "")
for _name in (
    "DEBUG",
    "DEMO",
    "BEHIND_PROXY",
    "EMAIL_URL",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "PREFECTURE",
    "MFA_REQUIRED",
):
    os.environ.pop(_name, None)  # a developer's own wishes do not change what is tested

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, REDIS_URL, STORAGES, VAR  # noqa: E402

DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
DATABASES["default"]["NAME"] = os.environ.get("IPPO_TEST_DATABASE") or DATABASES["default"]["NAME"]

# Repeated queries for one relation within a request are an error (django-zeal).
INSTALLED_APPS = ["zeal", *INSTALLED_APPS]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]

# What allauth and Django ask several times while somebody confirms an address and signs in; and locks.
ZEAL_ALLOWLIST = [
    {"model": "account.EmailAddress", "field": "get()"},
    {"model": "sessions.Session", "field": "get()"},
    # Handing several people over locks each of them, as handing over one does.
    {"model": "accounts.Participant", "field": "get()"},
    {"model": "accounts.TeamMember", "field": "get()"},
]

# Most tests sign people in by a stroke of the pen; those about the second factor switch this on again.
MFA_REQUIRED = os.environ.get("IPPO_TEST_MFA_REQUIRED") == "1"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
if not REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if "IPPO_TEST_MAIL" in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = Path(os.environ["IPPO_TEST_MAIL"])
else:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Nothing of yesterday is caught up with, and tests have tasks of their own.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 10 if "IPPO_TEST_TICKS" in os.environ else 0}
PROCRASTINATE_IMPORT_PATHS = ["tests.background_tasks"]
MAIL_TRANSPORT = EMAIL_BACKEND
MEDIA_ROOT = VAR / "media"
