"""Log-ins of others, read from the environment: LINE, and one OpenID Connect service such as a municipality's own."""

from typing import Any
from urllib.parse import urlsplit

import environ

LINE_ORIGIN = "https://access.line.me"


def providers(env: environ.Env) -> dict[str, dict[str, Any]]:
    """What allauth reads as SOCIALACCOUNT_PROVIDERS; empty where nothing is configured."""
    found: dict[str, dict[str, Any]] = {}
    if line := env.str("LINE_LOGIN_ID", default=""):
        app = {"client_id": line, "secret": env.str("LINE_LOGIN_SECRET", default="")}
        found["line"] = {"APPS": [app], "SCOPE": ["profile"]}
    if server := env.str("OIDC_PROVIDER_URL", default=""):
        app = {
            "provider_id": "municipal",
            "name": env.str("OIDC_NAME", default="OpenID Connect"),
            "client_id": env.str("OIDC_ID", default=""),
            "secret": env.str("OIDC_SECRET", default=""),
            "settings": {"server_url": server.rstrip("/")},
        }
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    return found


def origins(env: environ.Env) -> list[str]:
    """Where a form of ours may lead: the policy would stop a browser on its way to the other log-in.

    A service whose log-in page has another host than its address names it in OIDC_LOGIN_ORIGIN.
    """
    found = [LINE_ORIGIN] if env.str("LINE_LOGIN_ID", default="") else []
    if server := env.str("OIDC_PROVIDER_URL", default=""):
        parts = urlsplit(env.str("OIDC_LOGIN_ORIGIN", default="") or server)
        found.append(f"{parts.scheme}://{parts.netloc}")
    return found
