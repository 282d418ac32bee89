"""Suggestions, applications and experiences at the desk."""

from django.urls import URLPattern, path

from portal.views import desk_applications, desk_placements, desk_suggestions

urlpatterns: list[URLPattern] = [
    path("desk/people/<str:public_id>/suggestions/", desk_suggestions.suggestions, name="desk_suggestions"),
    path("desk/people/<str:public_id>/choose/", desk_suggestions.choose, name="desk_choose"),
    path(
        "desk/people/<str:public_id>/choose/<str:work>/",
        desk_suggestions.propose_chosen,
        name="desk_propose_chosen",
    ),
    path("desk/suggestions/<str:public_id>/propose/", desk_suggestions.propose, name="desk_propose"),
    path("desk/suggestions/<str:public_id>/aside/", desk_suggestions.set_aside, name="desk_set_aside"),
    path("desk/suggestions/<str:public_id>/back/", desk_suggestions.bring_back, name="desk_bring_back"),
    path("desk/people/<str:public_id>/work/", desk_applications.work, name="desk_work"),
    path("desk/applications/<str:public_id>/", desk_applications.application, name="desk_application"),
    path(
        "desk/applications/<str:public_id>/<slug:name>/",
        desk_applications.step,
        name="desk_application_step",
    ),
    path("desk/placements/<str:public_id>/", desk_placements.placement, name="desk_placement"),
    path(
        "desk/placements/<str:public_id>/feedback-link/",
        desk_placements.feedback_link,
        name="desk_feedback_link",
    ),
    path("desk/placements/<str:public_id>/<slug:name>/", desk_placements.step, name="desk_placement_step"),
]
