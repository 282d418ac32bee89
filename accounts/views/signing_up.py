"""Signing up begins with one question: for whom?"""

from typing import Any

from allauth.account.views import SignupView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.forms.signing_up import CompanySignupForm, SelfSignupForm


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Two doors: for myself, for a company."""
    if request.user.is_authenticated:
        return redirect("portal:start")
    return render(request, "accounts/signup_choose.html")


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
