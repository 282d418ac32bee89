"""Published work, and how it was: pages that need no log-in."""

from django.urls import path

from jobs.views import feedback, interest, kept, work

app_name = "jobs"
urlpatterns = [
    path("work/", work.work_list, name="work_list"),
    path("work/kept/", kept.kept, name="kept"),
    path("work/<str:public_id>/", work.work_detail, name="work_detail"),
    path("work/<str:public_id>/keep/", kept.keep, name="keep"),
    path("work/<str:public_id>/interest/", interest.interest, name="interest"),
    path("feedback/<str:token>/", feedback.feedback, name="feedback"),
]
