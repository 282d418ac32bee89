"""Account pages: our question first, allauth for the rest."""

from django.urls import include, path

from accounts.views import signing_up

urlpatterns = [
    path("signup/", signing_up.choose, name="account_signup"),
    path("signup/self/", signing_up.SignupForOneself.as_view(), name="account_signup_self"),
    path("signup/company/", signing_up.SignupForCompany.as_view(), name="account_signup_company"),
    path("", include("allauth.urls")),
]
