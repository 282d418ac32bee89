"""Account pages are allauth's: those for signing in are public, those about an account need one."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import Browser
from accounts.models.invitations import hash_of
from accounts.workflow import issue_token
from tests import factories as make
from tests.cast import Cast
from tests.permissions.table import COMPANIES, EVERYBODY, PARTICIPANTS, SIGNED_IN, STAFF, row


def _hana_has_an_app(cast: Cast) -> None:
    TOTP.activate(cast.hana.user, "SECRET")
    RecoveryCodes.activate(cast.hana.user)


def _hanas_browser(cast: Cast) -> str:
    row, _new = Browser.objects.get_or_create(user=cast.hana.user, key="a key")
    return row.public_id


def _saitos_key(cast: Cast) -> str:
    found = cast.saito.api_tokens.first() or issue_token(cast.saito, name="x", scopes=["work:read"])[0]
    return found.public_id


def _hana_has_a_key(cast: Cast) -> None:
    issue_token(cast.hana.user, name="x", scopes=["people:read"])


WITH_KEYS = f"{STAFF} eto {COMPANIES} operator"

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
OWN = [
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "account_second_factor",
    "account_browsers",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
]
HANAS = ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"]
# Whose passkey it is, is looked at only after one has shown again who one is: tests/accounts/test_second_factor.py
BY_NUMBER = ["mfa_edit_webauthn", "mfa_remove_webauthn"]
# Nobody who is signed in has business here; signed out, one is sent to the log-in page.
STEPS = ["mfa_authenticate", "mfa_login_webauthn"]
READ_ONLY = ["mfa_list_webauthn", "mfa_index", "account_browsers"]
FORMS = ["account_login", "account_signup_self", "account_signup_company", "account_reset_password"]
CODES = ["account_code", "account_code_claim", "account_pin"]
WAYS = ["account_ways", "account_pin_new"]


def _invited(cast) -> None:
    make.InvitationFactory(
        host=cast.oita, organisation=cast.oita, invited_by=cast.abe, token_hash=hash_of("a-link")
    )


ROWS = [
    *(row(name, ok=EVERYBODY) for name in ANONYMOUS_TOO),
    *(row(name, ok=SIGNED_IN) for name in [*OWN, *STEPS]),
    *(row(name, ok=EVERYBODY, post={}) for name in [*FORMS, "account_logout"]),
    *(row(name, ok=SIGNED_IN, post={}) for name in [*OWN, *STEPS] if name not in READ_ONLY),
    row("mfa_deactivate_totp", ok="hana", post={}, prepare=_hana_has_an_app),
    *(row(name, ok="hana", prepare=_hana_has_an_app) for name in HANAS),
    *(row(name, ok=SIGNED_IN, pk="1") for name in BY_NUMBER),
    *(row(name, ok=SIGNED_IN, pk="1", post={}) for name in BY_NUMBER),
    # Who waits for approval has nothing that a program could fetch; an operator may make one for anybody.
    row("account_keys", ok=WITH_KEYS),
    row("account_keys", ok=f"{WITH_KEYS} hana", prepare=_hana_has_a_key),
    row("account_key_new", ok=WITH_KEYS),
    row("account_key_new", ok=WITH_KEYS, post={"name": "x", "scopes": ["work:read"], "days": "30"}),
    row("account_key_revoke", ok="saito", post={}, public_id=_saitos_key),
    row("account_browsers_end_others", ok=SIGNED_IN, post={}),
    row("account_browser_end", ok="hana", post={}, public_id=_hanas_browser),
    # LINE and a municipality's log-in are configured nowhere in the tests: tests/accounts/test_social.py
    *(
        row(name, ok=SIGNED_IN)
        for name in ("socialaccount_signup", "social_signup_self", "social_signup_company")
    ),
    row("socialaccount_connections", ok=""),
    row("socialaccount_login_cancelled", ok=EVERYBODY),
    row("socialaccount_login_error", ok=EVERYBODY),
    *(row(name, ok="") for name in ("line_login", "line_callback")),
    *(row(name, ok="", provider_id="none") for name in ("openid_connect_login", "openid_connect_callback")),
    row("account_confirm_email", ok=EVERYBODY, key="no-such-key"),
    row("account_reset_password_from_key", ok=EVERYBODY, uidb36="1", key="abc-def"),
    row("account_invitation", ok=EVERYBODY, prepare=_invited, token="a-link"),
    row("account_invitation", ok="", token="no-such-link"),
    row("account_invitation", ok=EVERYBODY, prepare=_invited, post={"do": "ask"}, token="a-link"),
    row("account_confirm_login_code", ok=SIGNED_IN),
    # Whoever is signed in is led away from the doors, whoever has no code back to the first of them.
    *(row(name, ok=EVERYBODY) for name in CODES),
    *(row(name, ok=EVERYBODY, post={}) for name in [*CODES, "account_pin_forget"]),
    *(row(name, ok=PARTICIPANTS) for name in WAYS),
    row("account_pin_new", ok=PARTICIPANTS, post={"pin": "604183"}),
    row("account_pin_here", ok=PARTICIPANTS, post={}),
]
