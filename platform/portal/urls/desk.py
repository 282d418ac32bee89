"""The support worker's desk."""

from django.urls import URLPattern, path

from portal.views import desk, desk_record

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/contacts/<str:public_id>/done/", desk.contact_done, name="desk_contact_done"),
    path("desk/contacts/<str:public_id>/move/", desk.contact_move, name="desk_contact_move"),
    path("desk/people/<str:public_id>/", desk_record.participant, name="desk_participant"),
    path("desk/people/<str:public_id>/next/", desk_record.plan, name="desk_plan"),
    path("desk/people/<str:public_id>/take-on/", desk.take_on, name="desk_take_on"),
    path("desk/notes/<str:public_id>/correct/", desk_record.correct, name="desk_correct"),
]
