"""What operators see: accounts, organisations, projects. Participants' records are not here on purpose."""

from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _social_admin  # noqa: F401 - registers what is taken away below
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import LegalBasis, Membership, Organisation, Project, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["__str__", "email", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "is_active", "is_staff", "is_superuser", "date_joined", "last_login"]
    readonly_fields = ["date_joined", "last_login"]


class LegalBasisInline(admin.TabularInline):
    model = LegalBasis
    extra = 0


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "project"]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "prefecture", "municipality", "approved_at"]
    list_filter = ["kind", "prefecture"]
    search_fields = ["name", "kana"]
    autocomplete_fields = ["municipality", "approved_by"]
    inlines = [LegalBasisInline, MembershipInline]


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ["name", "lead", "starts_on", "ends_on", "source"]
    search_fields = ["name"]
    autocomplete_fields = ["lead", "partners"]


admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken])


@admin.register(Authenticator)
class SecondFactorAdmin(AuthenticatorAdmin):
    """Whose way to sign in is lost is helped by removing it; its secret is nobody's to read or write."""

    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
