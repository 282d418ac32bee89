"""Account pages: our question first, allauth for the rest."""

from django.urls import include, path

from accounts.views import second_factor, signing_up

urlpatterns = [
    path("signup/", signing_up.choose, name="account_signup"),
    path("signup/self/", signing_up.SignupForOneself.as_view(), name="account_signup_self"),
    path("signup/company/", signing_up.SignupForCompany.as_view(), name="account_signup_company"),
    path("second-factor/", second_factor.set_up, name="account_second_factor"),
    path("2fa/recovery-codes/", second_factor.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("", include("allauth.urls")),
]
