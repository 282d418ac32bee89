"""Conversations at the desk, and the desk's hours."""

from django.urls import path

from portal.views import desk_talks, office_hours

urlpatterns = [
    path("desk/talks/", desk_talks.talks, name="desk_talks"),
    path("desk/talks/<str:public_id>/", desk_talks.talk, name="desk_talk"),
    path("desk/talks/<str:public_id>/take/", desk_talks.take, name="desk_talk_take"),
    path("desk/talks/<str:public_id>/hand-over/", desk_talks.hand_over, name="desk_talk_hand_over"),
    path("desk/talks/<str:public_id>/close/", desk_talks.close, name="desk_talk_close"),
    path("desk/talks/<str:public_id>/reopen/", desk_talks.reopen, name="desk_talk_reopen"),
    path("office/hours/", office_hours.hours, name="office_hours"),
    path("office/hours/<str:public_id>/remove/", office_hours.hours_remove, name="office_hours_remove"),
    path("office/hours/days/<str:public_id>/remove/", office_hours.day_remove, name="office_day_remove"),
]
