"""The participant's pages. Each is for its owner alone."""

from django.urls import path

from portal.views import (
    me,
    me_access,
    me_consents,
    me_copy,
    me_family,
    me_never_meet,
    me_placement,
    me_proposal,
    me_record,
    me_requests,
    me_wishes,
)

urlpatterns = [
    path("me/", me.home, name="me"),
    path("me/proposals/<str:public_id>/", me_proposal.proposal, name="proposal"),
    path("me/placements/<str:public_id>/", me_placement.placement, name="my_placement"),
    path("me/placements/<str:public_id>/end/", me_placement.end, name="my_placement_end"),
    path("me/steps/", me_record.steps, name="me_steps"),
    path("me/copy/", me_copy.page, name="me_copy"),
    path("me/copy/paper/", me_copy.paper, name="me_copy_paper"),
    path("me/copy/data/", me_copy.data, name="me_copy_data"),
    path("me/access/", me_access.access, name="me_access"),
    path("me/access/list.csv", me_access.access_file, name="me_access_file"),
    path("me/requests/", me_requests.requests, name="me_requests"),
    path("me/requests/<str:public_id>/withdraw/", me_requests.withdraw, name="me_request_withdraw"),
    path("me/consents/", me_record.consents, name="me_consents"),
    path("me/consents/give/<slug:purpose>/", me_consents.give, name="me_consent_give"),
    path("me/consents/<str:public_id>/sheet/", me_consents.sheet, name="me_consent_sheet"),
    path("me/consents/<str:public_id>/withdraw/", me_record.consent_withdraw, name="me_consent_withdraw"),
    path("me/family/", me_family.family, name="me_family"),
    path("me/never-meet/", me_never_meet.never_meet, name="me_never_meet"),
    path("me/never-meet/add/<slug:kind>/", me_never_meet.name, name="me_never_meet_name"),
    path("me/never-meet/<str:public_id>/end/", me_never_meet.end, name="me_never_meet_end"),
    path("me/interests/", me_record.interests, name="me_interests"),
    path("me/interests/<str:public_id>/", me_record.interest, name="me_interest"),
    path("me/calendar/", me_record.calendar, name="me_calendar"),
    path("me/wishes/", me_wishes.wishes, name="me_wishes"),
    path("me/wishes/<str:question>/", me_wishes.wish, name="me_wish"),
    path("me/introductions/", me_wishes.introductions, name="me_introductions"),
    path("me/contact/", me_wishes.contact, name="me_contact"),
]
