from django.urls import path

from portal.views import (
    company,
    company_colleagues,
    company_editor,
    company_introductions,
    company_placements,
    company_tasks,
)

urlpatterns = [
    path("company/", company.home, name="company"),
    path("company/colleagues/", company_colleagues.colleagues, name="company_colleagues"),
    path(
        "company/colleagues/invitations/<str:public_id>/",
        company_colleagues.change_invitation,
        name="company_invitation",
    ),
    path("company/colleagues/<str:public_id>/", company_colleagues.colleague, name="company_colleague"),
    path("company/rest/", company.rest, name="company_rest"),
    path("company/profile/", company.profile, name="company_profile"),
    path("company/tasks/new/", company_editor.new, name="company_task_new"),
    path("company/tasks/<str:public_id>/", company_tasks.task, name="company_task"),
    path("company/tasks/<str:public_id>/edit/", company_editor.edit, name="company_task_edit"),
    path("company/tasks/<str:public_id>/move/", company_tasks.move, name="company_task_move"),
    path("company/tasks/<str:public_id>/dates/", company_tasks.dates, name="company_task_dates"),
    path("company/tasks/<str:public_id>/copy/", company_tasks.copy, name="company_task_copy"),
    path("company/applications/", company_introductions.introductions, name="company_applications"),
    path(
        "company/applications/<str:public_id>/",
        company_introductions.introduction,
        name="company_application",
    ),
    path("company/placements/", company_placements.placements, name="company_placements"),
    path("company/placements/<str:public_id>/", company_placements.placement, name="company_placement"),
]
