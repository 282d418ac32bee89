"""Account pages: our question first, allauth for the rest."""

from django.urls import include, path

from accounts import social
from accounts.views import browsers, closing, codes, invitations, keys, pins, second_factor, signing_up

urlpatterns = [
    path("signup/", signing_up.choose, name="account_signup"),
    path("signup/self/", signing_up.SignupForOneself.as_view(), name="account_signup_self"),
    path("signup/company/", signing_up.SignupForCompany.as_view(), name="account_signup_company"),
    path("code/", codes.enter, name="account_code"),
    path("code/claim/", codes.claim, name="account_code_claim"),
    path("ways/", pins.ways, name="account_ways"),
    path("pin/", pins.enter, name="account_pin"),
    path("pin/new/", pins.choose, name="account_pin_new"),
    path("pin/here/", pins.here, name="account_pin_here"),
    path("pin/forget/", pins.forget, name="account_pin_forget"),
    path("browsers/", browsers.browsers, name="account_browsers"),
    path("browsers/end-others/", browsers.end_others, name="account_browsers_end_others"),
    path("browsers/<str:public_id>/end/", browsers.end_one, name="account_browser_end"),
    path("settings/keys/", keys.keys, name="account_keys"),
    path("settings/keys/new/", keys.new, name="account_key_new"),
    path("settings/keys/<str:public_id>/revoke/", keys.revoke, name="account_key_revoke"),
    path("second-factor/", second_factor.set_up, name="account_second_factor"),
    path("2fa/recovery-codes/", second_factor.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("stay/<str:token>/", closing.stay, name="account_stay"),
    path("invitations/<str:token>/", invitations.invitation, name="account_invitation"),
    path("3rdparty/", signing_up.connections, name="socialaccount_connections"),
    path("3rdparty/signup/", signing_up.choose_after_log_in, name="socialaccount_signup"),
    path("3rdparty/signup/self/", signing_up.SocialSignupForOneself.as_view(), name="social_signup_self"),
    path(
        "3rdparty/signup/company/", signing_up.SocialSignupForCompany.as_view(), name="social_signup_company"
    ),
    path("3rdparty/login/error/", signing_up.log_in_failed, name="socialaccount_login_error"),
    path("line/login/", social.line_login, name="line_login"),
    path("line/login/callback/", social.line_callback, name="line_callback"),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("allauth.account.urls")),
]
