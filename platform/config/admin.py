"""What operators see of the work in the background: what is regular, what waits, what ran, what failed."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import admin as _procrastinate_admin  # noqa: F401 - registers what goes below
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinatePeriodicDefer

from config.periodic import TABLE
from foundation.background import what_it_does
from realtime.background import send_again
from realtime.models import BackgroundJob, JobFailure

STATES = {
    "todo": _("待機中"),
    "doing": _("実行中"),
    "succeeded": _("完了"),
    "failed": _("失敗"),
    "cancelled": _("取りやめ"),
    "aborted": _("中断"),
}

admin.site.unregister(ProcrastinateJob)


class ByState(admin.SimpleListFilter):
    title = _("ようす")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() in STATES else queryset


class ByTask(admin.SimpleListFilter):
    title = _("すること")
    parameter_name = "task"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = BackgroundJob.objects.order_by("task_name").values_list("task_name", flat=True).distinct()
        return [(name, what_it_does(name)) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(task_name=self.value()) if self.value() else queryset


def regular_work() -> list[dict[str, Any]]:
    """Each row of the table of periodic work, with its last time."""
    last = {
        row.task_name: row.job
        for row in ProcrastinatePeriodicDefer.objects.select_related("job").order_by("defer_timestamp")
    }
    ended = dict(
        BackgroundJob.objects.filter(pk__in=[job.pk for job in last.values() if job])
        .annotate(last_at=Max("procrastinateevent__at"))
        .values_list("pk", "last_at")
    )
    return [
        {
            "does": what_it_does(row.task),
            "when": row.when,
            "at": ended.get(job.pk) if (job := last.get(row.task)) else None,
            "state": STATES.get(job.status, job.status) if job else None,
        }
        for row in TABLE
    ]


def _short(moment: datetime | None) -> str | None:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else None


@admin.register(BackgroundJob)
class BackgroundJobAdmin(admin.ModelAdmin):
    """Arguments are not shown: a job says what it is, a number leads to the rest where that is allowed."""

    change_list_template = "admin/background.html"
    list_display = ["does", "state", "tries", "next_at", "moved_at", "problem"]
    list_display_links = None
    list_filter = [ByState, ByTask]
    list_per_page = 50
    ordering = ["-id"]
    actions = ["send_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        newest = JobFailure.objects.filter(job=OuterRef("pk")).order_by("-pk")
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_at=Max("procrastinateevent__at"),
                error=Subquery(newest.values("error")[:1]),
                place=Subquery(newest.values("place")[:1]),
            )
        )

    @admin.display(description=_("すること"))
    def does(self, job: BackgroundJob) -> str:
        return what_it_does(job.task_name)

    @admin.display(description=_("ようす"))
    def state(self, job: BackgroundJob) -> str:
        return str(STATES.get(job.status, job.status))

    @admin.display(description=_("試した回数"))
    def tries(self, job: BackgroundJob) -> int:
        return job.attempts

    @admin.display(description=_("つぎに試す日時"), empty_value="")
    def next_at(self, job: BackgroundJob) -> str | None:
        return _short(job.scheduled_at) if job.status == "todo" else None

    @admin.display(description=_("さいごに動いた日時"))
    def moved_at(self, job: Any) -> str | None:
        return _short(job.last_at)

    @admin.display(description=_("うまくいかなかった理由"))
    def problem(self, job: Any) -> str:
        return f"{job.error.rpartition('.')[2]} ({job.place})" if job.error else ""

    @admin.action(description=_("もう一度行う"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = sum(send_again(job) for job in queryset)
        words = ngettext("%d件を、もう一度行います。", "%d件を、もう一度行います。", done) % done
        self.message_user(request, words, messages.SUCCESS if done else messages.WARNING)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"regular": regular_work(), "title": _("裏で行う仕事")}
        return super().changelist_view(request, context | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
