"""Account pages: our question first, allauth for the rest."""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("signup/", views.choose, name="account_signup"),
    path("signup/self/", views.SignupForOneself.as_view(), name="account_signup_self"),
    path("signup/company/", views.SignupForCompany.as_view(), name="account_signup_company"),
    path("", include("allauth.urls")),
]
