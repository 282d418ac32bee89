"""Account pages: our question first, allauth for the rest."""

from django.urls import include, path

from accounts.views import browsers, second_factor, signing_up

urlpatterns = [
    path("signup/", signing_up.choose, name="account_signup"),
    path("signup/self/", signing_up.SignupForOneself.as_view(), name="account_signup_self"),
    path("signup/company/", signing_up.SignupForCompany.as_view(), name="account_signup_company"),
    path("browsers/", browsers.browsers, name="account_browsers"),
    path("browsers/end-others/", browsers.end_others, name="account_browsers_end_others"),
    path("browsers/<str:public_id>/end/", browsers.end_one, name="account_browser_end"),
    path("second-factor/", second_factor.set_up, name="account_second_factor"),
    path("2fa/recovery-codes/", second_factor.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("", include("allauth.urls")),
]
