"""Words that cannot wait: flag them, take them on; the rota; the safety plan."""

from django.urls import URLPattern, path

from portal.views import cannot_wait, desk_alarms, office_duty, safety_plan

urlpatterns: list[URLPattern] = [
    path("cannot-wait/", cannot_wait.flag, name="cannot_wait"),
    path("cannot-wait/people/<str:public_id>/", cannot_wait.flag_person, name="cannot_wait_person"),
    path(
        "cannot-wait/introductions/<str:public_id>/",
        cannot_wait.flag_introduction,
        name="cannot_wait_introduction",
    ),
    path(
        "cannot-wait/placements/<str:public_id>/",
        cannot_wait.flag_placement,
        name="cannot_wait_placement",
    ),
    path("cannot-wait/told/<str:public_id>/", cannot_wait.told, name="cannot_wait_told"),
    path("desk/cannot-wait/", desk_alarms.alarms, name="desk_alarms"),
    path("desk/cannot-wait/<str:public_id>/", desk_alarms.alarm, name="desk_alarm"),
    path("desk/people/<str:public_id>/safety-plan/", safety_plan.at_desk, name="desk_safety_plan"),
    path("me/safety-plan/", safety_plan.mine, name="me_safety_plan"),
    path("office/duty/", office_duty.duty, name="office_duty"),
    path("office/duty/copy/", office_duty.duty_copy, name="office_duty_copy"),
    path("office/duty/<str:public_id>/remove/", office_duty.duty_remove, name="office_duty_remove"),
]
