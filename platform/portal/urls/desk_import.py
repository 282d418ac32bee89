"""People from a table, and records that may be one person, at the support worker's desk."""

from django.urls import URLPattern, path

from portal.views import desk_import, desk_joining

urlpatterns: list[URLPattern] = [
    path("desk/import/", desk_import.send, name="desk_import"),
    path("desk/import/<str:public_id>/", desk_import.file, name="desk_import_file"),
    path("desk/import/<str:public_id>/columns/", desk_import.columns, name="desk_import_columns"),
    path("desk/import/<str:public_id>/step/", desk_import.step, name="desk_import_step"),
    path("desk/import/<str:public_id>/run/", desk_import.run, name="desk_import_run"),
    path("desk/import/<str:public_id>/rejects/", desk_import.rejects, name="desk_import_rejects"),
    path("desk/import/<str:public_id>/remove/", desk_import.remove, name="desk_import_remove"),
    path("desk/duplicates/", desk_joining.duplicates, name="desk_duplicates"),
    path("desk/people/<str:public_id>/join/<str:other>/", desk_joining.join, name="desk_join"),
    path(
        "desk/people/<str:public_id>/join/<str:other>/different/",
        desk_joining.two_people,
        name="desk_two_people",
    ),
    path("desk/joinings/<str:public_id>/", desk_joining.joining, name="desk_joining"),
    path("desk/joinings/<str:public_id>/undo/", desk_joining.undo, name="desk_joining_undo"),
]
