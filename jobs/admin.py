"""Operators look at work; nothing here tells who takes part in it, and the workflows alone change it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from jobs.models import CompanyProfile, Opportunity, Slot, Step


class ReadOnly:
    """Seen, not changed: a state that changes without its workflow leaves no trace."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SlotInline(ReadOnly, admin.TabularInline):
    model = Slot
    extra = 0


class StepInline(ReadOnly, admin.TabularInline):
    model = Step
    extra = 0


@admin.register(Opportunity)
class OpportunityAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "company", "municipality", "kind", "state", "published_at"]
    list_filter = ["state", "kind", "place", "engagement"]
    list_select_related = ["company", "municipality"]
    search_fields = ["title", "company__name", "public_id"]
    exclude = ["search", "keywords"]
    inlines = [StepInline, SlotInline]


@admin.register(CompanyProfile)
class CompanyProfileAdmin(admin.ModelAdmin):
    """What a company says about itself may need a correction by an operator."""

    list_display = ["organisation", "business", "paused"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "business"]
    readonly_fields = ["organisation", "paused"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
