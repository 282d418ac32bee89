"""Signing up begins with one question: for whom?"""

from typing import Any

from allauth.account.views import SignupView
from allauth.socialaccount.internal.flows.signup import get_pending_signup
from allauth.socialaccount.views import ConnectionsView
from allauth.socialaccount.views import SignupView as SocialSignupView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator

from accounts import social
from accounts.forms.signing_up import (
    CompanySignupForm,
    SelfSignupForm,
    SocialCompanySignupForm,
    SocialSelfSignupForm,
)


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Two doors: for myself, for a company."""
    if request.user.is_authenticated:
        return redirect("portal:start")
    doors = {"for_self": reverse("account_signup_self"), "for_company": reverse("account_signup_company")}
    return render(request, "accounts/signup_choose.html", doors)


@login_not_required
def choose_after_log_in(request: HttpRequest) -> HttpResponse:
    """The same two doors for somebody who came through LINE or a municipality and is not known yet."""
    if request.user.is_authenticated:
        return redirect("portal:start")
    if get_pending_signup(request) is None:
        return redirect("account_login")
    doors = {"for_self": reverse("social_signup_self"), "for_company": reverse("social_signup_company")}
    return render(request, "accounts/signup_choose.html", doors)


class _SignupFor(SignupView):
    template_name = "account/signup.html"

    def get_form_class(self) -> Any:
        return self.form_class


class SignupForOneself(_SignupFor):
    form_class = SelfSignupForm
    extra_context = {"for_whom": "self"}


class SignupForCompany(_SignupFor):
    form_class = CompanySignupForm
    extra_context = {"for_whom": "company"}


class _SocialSignupFor(SocialSignupView):
    template_name = "account/signup.html"

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect("portal:start")
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return self.form_class


class SocialSignupForOneself(_SocialSignupFor):
    form_class = SocialSelfSignupForm
    extra_context = {"for_whom": "self"}


class SocialSignupForCompany(_SocialSignupFor):
    form_class = SocialCompanySignupForm
    extra_context = {"for_whom": "company"}


def connections(request: HttpRequest) -> HttpResponseBase:
    """Which log-ins of others are connected; nothing where the installation has none."""
    if not social.any_configured():
        raise Http404
    return ConnectionsView.as_view()(request)


@login_not_required
def log_in_failed(request: HttpRequest) -> HttpResponse:
    """The other side gave no answer that could be read."""
    return render(request, "socialaccount/authentication_error.html")
