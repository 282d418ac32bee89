"""Logging in with an address and a password."""

from typing import Any

from allauth.account import forms as allauth


class LoginForm(allauth.LoginForm):
    """The way out for a forgotten password stands below the form, so that Tab reaches the password first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
