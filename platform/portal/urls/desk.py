"""The support worker's desk."""

from django.urls import URLPattern, path

from portal.views import (
    desk,
    desk_asking,
    desk_code,
    desk_consents,
    desk_glass,
    desk_never_meet,
    desk_parts,
    desk_people,
    desk_record,
    desk_requests,
)

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/contacts/<str:public_id>/done/", desk.contact_done, name="desk_contact_done"),
    path("desk/contacts/<str:public_id>/move/", desk.contact_move, name="desk_contact_move"),
    path("desk/people/begin/", desk_people.begin, name="desk_begin"),
    path("desk/people/new/", desk_people.register, name="desk_register"),
    path("desk/people/<str:public_id>/", desk_record.participant, name="desk_participant"),
    path("desk/people/<str:public_id>/ask/", desk_asking.asking, name="desk_ask"),
    path("desk/people/<str:public_id>/ask/<slug:question>/", desk_asking.ask, name="desk_question"),
    path("desk/opened/", desk_glass.opened, name="desk_opened"),
    path("desk/people/<str:public_id>/open/", desk_glass.open_record, name="desk_open"),
    path("desk/people/<str:public_id>/next/", desk_record.plan, name="desk_plan"),
    path("desk/people/<str:public_id>/take-on/", desk.take_on, name="desk_take_on"),
    path("desk/people/<str:public_id>/wishes/", desk_parts.wishes, name="desk_wishes"),
    path("desk/people/<str:public_id>/contact/", desk_parts.contact, name="desk_contact"),
    path("desk/people/<str:public_id>/team/", desk_parts.team, name="desk_team"),
    path("desk/people/<str:public_id>/team/add/", desk_parts.team_add, name="desk_team_add"),
    path("desk/people/<str:public_id>/team/leave/", desk_parts.team_leave, name="desk_team_leave"),
    path("desk/people/<str:public_id>/code/", desk_code.code, name="desk_code"),
    path("desk/people/<str:public_id>/consents/", desk_parts.consents, name="desk_consents"),
    path("desk/people/<str:public_id>/consents/<slug:purpose>/", desk_consents.consent, name="desk_consent"),
    path("desk/consents/<str:public_id>/sheet/", desk_consents.sheet, name="desk_consent_sheet"),
    path("desk/people/<str:public_id>/requests/", desk_requests.requests, name="desk_requests"),
    path("desk/requests/<str:public_id>/withdraw/", desk_requests.withdraw, name="desk_request_withdraw"),
    path("desk/consents/<str:public_id>/withdraw/", desk_parts.withdraw, name="desk_withdraw"),
    path("desk/people/<str:public_id>/never-meet/", desk_never_meet.never_meet, name="desk_never_meet"),
    path(
        "desk/people/<str:public_id>/never-meet/<slug:kind>/",
        desk_never_meet.name,
        name="desk_never_meet_name",
    ),
    path("desk/never-meet/<str:public_id>/end/", desk_never_meet.end, name="desk_never_meet_end"),
    path("desk/notes/<str:public_id>/correct/", desk_record.correct, name="desk_correct"),
]
