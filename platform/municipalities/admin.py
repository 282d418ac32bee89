"""Operators confirm minimum wages here; prefectures and municipalities are only looked at."""

from django.contrib import admin
from django.http import HttpRequest

from municipalities.models import MinimumWage, Municipality, Prefecture


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows come from the files in `data/`; changing them by hand would be undone by the next load."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Prefecture)
class PrefectureAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "kana", "name_en"]
    search_fields = ["name", "kana", "name_en"]


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "kana", "prefecture", "kind", "abolished_on"]
    list_filter = ["kind", "prefecture"]
    list_select_related = ["prefecture"]
    search_fields = ["code", "name", "kana", "name_en"]


@admin.register(MinimumWage)
class MinimumWageAdmin(admin.ModelAdmin):
    list_display = ["prefecture", "yen", "effective_on", "fiscal_year", "confirmed"]
    list_filter = ["confirmed", "fiscal_year", "prefecture"]
    list_select_related = ["prefecture"]
    date_hierarchy = "effective_on"
