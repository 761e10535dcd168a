"""Django's settings: wiring only; what a deployment may choose is in `env`."""

import sys

from jingwei.config import env, rules
from jingwei.config.logs import without_secrets
from jingwei.kernel.manifest import rooms

try:
    ENVIRONMENT = env.read()
    RULES = rules.read(ENVIRONMENT.data)
except env.BadEnvironment as problem:
    sys.exit(f"jingwei: {problem}")

BASE = env.CHECKOUT / "jingwei"
DATA = ENVIRONMENT.data
WITNESS_FOLDER = ENVIRONMENT.witness_folder
KEY_FILE = ENVIRONMENT.key_file
SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "treebeard",
    "django_tasks",
    "django_tasks_db",
    "jingwei.adapters",
    "jingwei.ui",
    "jingwei.shell",
    *rooms(),
]

MIDDLEWARE = [
    "jingwei.shell.transport.transport",
    "django.middleware.security.SecurityMiddleware",
    "jingwei.shell.middleware.policy_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jingwei.shell.middleware.language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jingwei.shell.middleware.identity",
    "jingwei.shell.downloads.downloads",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jingwei.shell.middleware.refusals",
]

ROOT_URLCONF = "jingwei.config.urls"
WSGI_APPLICATION = "jingwei.config.wsgi.application"

TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "jingwei.ui.environment.Pages",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "jingwei.ui.environment.environment",
            "functions": [
                "jingwei.kernel.posts.post_here",
                "jingwei.shell.parts.kept",
                "jingwei.shell.parts.panels",
            ],
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "jingwei.shell.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["jingwei.adapters.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "jingwei.adapters.passwords.LongEnough",
        "OPTIONS": {"min_length": RULES.passwords.shortest},
    },
    {"NAME": "jingwei.adapters.passwords.NotCommon"},
    {"NAME": "jingwei.adapters.passwords.NotLikeUsername"},
]
LOGIN_URL = "shell:sign-in"
SESSION_ENGINE = "jingwei.shell.actions"
SESSION_COOKIE_NAME = "jingwei"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jingwei.shell.views.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "jingwei-language"
LOCALE_PATHS = [BASE / floor / "locale" for floor in ("kernel", "config", "adapters", "ui", "shell")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "jingwei.ui.collected.Collected"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

MAIL = ENVIRONMENT.mail
SITE = MAIL.site
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.security == "starttls", MAIL.security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL.sender

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_secrets": {"()": lambda: without_secrets}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
