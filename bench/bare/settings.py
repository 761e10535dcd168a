"""Settings of the floor: the same database with the same options, no middleware, no language, no session."""

from jingwei.config import env

_environment = env.read()
SECRET_KEY = "of no account: nothing is signed"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": _environment.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["bench.bare"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_I18N = False
USE_TZ = True
