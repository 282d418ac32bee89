"""Everything about one's own account in one place; how pages look can be chosen without one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import perms, social, workflow
from accounts.display import display_of, remember
from accounts.models import AccountClosing, ApiToken, Membership, Organisation, TeamMember, User
from foundation.moves import Refused
from jobs.models import Opportunity, Placement
from jobs.workflow.opportunities import pause_company
from portal.forms.colleagues import SuccessorsForm, colleagues_to_hand_to
from portal.forms.settings import CloseForm, DisplayForm, NoticesForm
from portal.views.colleague import caseload_of
from portal.views.signed_in import SignedInRequest


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Language, size, colours, furigana: kept with the account, or on this device."""
    now = display_of(request)
    initial = {"language": now.language, "theme": now.theme, "size": now.size, "furigana": now.furigana}
    form = DisplayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.display()
        messages.success(request, _("表示の設定を変えました。"))
        here = reverse("portal:display")
        response = redirect(translate_url(here, chosen.language) if chosen.language else here)
        if request.user.is_authenticated:
            workflow.choose_display(request.user, chosen)
        else:
            remember(request, response, chosen)
        return response
    return render(request, "portal/settings/display.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest) -> HttpResponse:
    """Where everything about the account is found; the notices are chosen right here."""
    user = request.user
    form = NoticesForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        workflow.choose_notices(user, muted=form.unwished())
        messages.success(request, _("お知らせの設定を変えました。"))
        return redirect("portal:settings")
    places = (
        Membership.objects.current()
        .of(user)
        .select_related("organisation__municipality", "organisation__prefecture", "project")
    )
    has_record = getattr(user, "participant", None) is not None
    context = {
        "form": form,
        "places": places.order_by("organisation__kana", "pk"),
        "ways_in": _ways_in(user, has_record=has_record),
        "own_record": _own_record() if has_record else [],
        "closing": AccountClosing.objects.waiting().filter(user=user).first(),
    }
    return render(request, "portal/settings/home.html", context)


def _ways_in(user: User, *, has_record: bool) -> list[tuple[str, str]]:
    """Pages about signing in, those that are something for this person."""
    found = [
        (reverse("account_email"), _("メールアドレス")),
        (reverse("account_change_password"), _("パスワード")),
        (reverse("mfa_index"), _("ログインの守り（パスキー・認証アプリ）")),
        (reverse("account_browsers"), _("ログイン中のブラウザ")),
    ]
    if has_record:
        found.append((reverse("account_ways"), _("次からの入り方")))
    if social.any_configured():
        found.append((reverse("socialaccount_connections"), _("つないだログイン")))
    if perms.may_make_keys(user) or ApiToken.objects.of(user).exists():
        found.append((reverse("account_keys"), _("外部連携の鍵")))
    return found


def _own_record() -> list[tuple[str, str]]:
    """Pages of a participant about what is kept of them."""
    return [
        (reverse("portal:me_copy"), _("わたしの記録を受け取る")),
        (reverse("portal:me_access"), _("だれが、わたしの記録を見たか")),
        (reverse("portal:me_consents"), _("だれに、何を伝えてよいか")),
        (reverse("portal:me_requests"), _("見たい・直したい・やめてほしい")),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_place(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Leave an organisation where one works; whom one accompanies goes to somebody else first."""
    user = request.user
    place = get_object_or_404(Organisation.objects.places_of(user), public_id=public_id)
    caseload = [row for row in caseload_of(user, place, seen_by=user) if row.organisation_id == place.pk]
    hand_to = colleagues_to_hand_to(place, without=user)
    form = SuccessorsForm(request.POST or None, caseload=caseload, colleagues=hand_to)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.end_membership(
                user, place, by=user, successors=form.successors(), because=form.cleaned_data["because"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("{name}を離れました。").format(name=place.display_name))
            return redirect("portal:settings")
    context = {"place": place, "form": form, "caseload": caseload, "hand_to": hand_to}
    return render(request, "portal/settings/leave_place.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest) -> HttpResponse:
    """What stays and why, in plain words; then the time to think begins."""
    user = request.user
    left_alone = _companies_left_alone(request)
    has_record = getattr(user, "participant", None) is not None
    form = CloseForm(request.POST or None, has_record=has_record, last_with_work=bool(left_alone))
    refused = _why_not(request, left_alone)
    if request.method == "POST" and not refused and form.is_valid():
        data = form.cleaned_data
        if data.get("work") == "wait":
            return redirect("portal:company_colleagues")
        for company in left_alone:
            pause_company(company, by=user, paused=True)
        workflow.ask_to_close(user, keep_record=data.get("record", "keep") == "keep")
        messages.success(
            request, _("アカウントを閉じる手続きを始めました。14日のあいだは、いつでも取り消せます。")
        )
        return redirect("portal:settings")
    context: dict[str, Any] = {
        "form": form,
        "refused": refused,
        "has_record": has_record,
        "works": Membership.objects.current().of(user).exists(),
        "accompanies": TeamMember.objects.staying().filter(user=user).exists(),
        "left_alone": left_alone,
    }
    return render(request, "portal/settings/close.html", context)


def _companies_left_alone(request: SignedInRequest) -> list[Organisation]:
    """Companies with work that is not over, in which nobody else is."""
    open_work = Opportunity.objects.exclude(state=Opportunity.State.CLOSED)
    companies = Organisation.objects.companies_of(request.user).filter(pk__in=open_work.values("company"))
    others = Membership.objects.current().filter(role=Membership.Role.COMPANY, user__is_active=True)
    others = others.exclude(user=request.user)
    return list(companies.exclude(pk__in=others.values("organisation")))


def _why_not(request: SignedInRequest, left_alone: list[Organisation]) -> str:
    promised = Placement.objects.running().filter(opportunity__company__in=left_alone)
    if left_alone and promised.exists():
        return _("決まっている体験があります。終わってから、または同僚を招待してから、閉じられます。")
    try:
        workflow.refuse_closing(request.user)
    except Refused as refused:
        return str(refused)
    return ""


@never_cache
@require_POST
def stay(request: SignedInRequest) -> HttpResponse:
    """One's mind was changed."""
    if row := AccountClosing.objects.waiting().filter(user=request.user).first():
        workflow.stay(row)
        messages.success(request, _("アカウントは、そのまま使えます。"))
    return redirect("portal:settings")
