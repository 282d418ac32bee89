"""Where all addresses are put together: pages in two languages, everything else at one address."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config import views

# One way in: the throttled one, with a confirmed address.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("leave/", views.leave, name="leave"),
    path("demo/mail/", views.demo_mail, name="demo_mail"),
    path("api/", include("config.api")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("accounts/", include("accounts.urls")),
        path("", include("jobs.urls")),
        path("", include("portal.urls")),
        path("", include("content.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.views.not_understood"
handler404 = "config.views.not_found"
handler403 = "config.views.forbidden"
handler500 = "config.views.broken"
