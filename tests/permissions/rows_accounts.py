"""Account pages are allauth's: those for signing in are public, those about an account need one."""

from tests.permissions.table import EVERYBODY, SIGNED_IN, row

ANONYMOUS_TOO = [
    "account_login",
    "account_signup",
    "account_signup_self",
    "account_signup_company",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_logout",
]
OWN = ["account_email", "account_change_password", "account_set_password", "account_reauthenticate"]
FORMS = ["account_login", "account_signup_self", "account_signup_company", "account_reset_password"]
ROWS = [
    *(row(name, ok=EVERYBODY) for name in ANONYMOUS_TOO),
    *(row(name, ok=SIGNED_IN) for name in OWN),
    *(row(name, ok=EVERYBODY, post={}) for name in [*FORMS, "account_logout"]),
    *(row(name, ok=SIGNED_IN, post={}) for name in OWN),
    row("account_confirm_email", ok=EVERYBODY, key="no-such-key"),
    row("account_reset_password_from_key", ok=EVERYBODY, uidb36="1", key="abc-def"),
    row("account_confirm_login_code", ok=SIGNED_IN),
]
