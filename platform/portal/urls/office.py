from django.urls import path

from portal.views import (
    colleague,
    colleagues,
    office,
    office_companies,
    office_glass,
    office_projects,
    office_requests,
    office_review,
)

urlpatterns = [
    path("office/", office.home, name="office"),
    path("office/review/<str:public_id>/", office_review.review, name="office_review"),
    path("office/requests/", office_requests.requests, name="office_requests"),
    path("office/requests/<str:public_id>/", office_requests.one, name="office_request"),
    path("office/requests/<str:public_id>/copy/", office_requests.copy, name="office_request_copy"),
    path("office/companies/", office_companies.companies, name="office_companies"),
    path("office/companies/<str:public_id>/", office_companies.company, name="office_company"),
    path("office/glass/", office_glass.cases, name="office_glass"),
    path("office/glass/<str:public_id>/", office_glass.case, name="office_glass_case"),
    path("office/colleagues/", colleagues.colleagues, name="office_colleagues"),
    path("office/colleagues/invite/<str:what>/", colleagues.invite, name="office_invite"),
    path(
        "office/colleagues/invitations/<str:public_id>/",
        colleagues.change_invitation,
        name="office_invitation",
    ),
    path("office/colleagues/<str:public_id>/", colleague.colleague, name="office_colleague"),
    path("office/contracts/<str:public_id>/", colleague.contract, name="office_contract"),
    path("office/projects/", office_projects.projects, name="office_projects"),
    path("office/projects/<str:public_id>/", office_projects.project, name="office_project"),
]
