from django.urls import path

from portal.views import (
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
    path("office/people/", office_projects.people, name="office_people"),
    path("office/projects/", office_projects.projects, name="office_projects"),
    path("office/projects/<str:public_id>/", office_projects.project, name="office_project"),
]
