from django.contrib import admin

from content.models import EmergencyLine


@admin.register(EmergencyLine)
class EmergencyLineAdmin(admin.ModelAdmin):
    list_display = ["name", "number", "hours", "confirmed_on", "is_shown", "order"]
    list_editable = ["confirmed_on", "is_shown", "order"]
