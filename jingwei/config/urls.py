"""All routes, gathered from the rooms: a room brings its `urls.py` and `api.py` by being there."""

from django.urls import include, path

from jingwei.config.api import api
from jingwei.kernel.manifest import parts
from jingwei.ui.gallery import gallery

urlpatterns = [
    path("", include(("jingwei.shell.urls", "shell"))),
    path("ui/", gallery, name="gallery"),
    path("api/v1/", api.urls),
    *(
        path(f"{name.replace('_', '-')}/", include((module.urlpatterns, name)))
        for name, module in parts("urls")
    ),
]
handler404 = "jingwei.shell.views.not_found"
handler500 = "jingwei.shell.views.broken"
handler400 = "jingwei.shell.views.bad_request"
