"""Django's settings, made from the one table of ``options.py``."""

from __future__ import annotations

import sys
from typing import Any

from binhyen.config import options as _options
from binhyen.config.databases import database as _database
from binhyen.config.secret import secret_key as _secret_key

try:
    OPTIONS = _options.read()
    DATABASES: dict[str, dict[str, Any]] = {"default": _database(OPTIONS.database, OPTIONS.data_dir)}
except _options.BadSetting as _error:
    print(_error, file=sys.stderr)
    raise SystemExit(2) from None

DATA_DIR = OPTIONS.data_dir
# Written last by the demo: its presence says that this data folder holds invented data with printed passwords.
DEMO = (DATA_DIR / "demo.json").is_file()

DEBUG = False
SECRET_KEY = OPTIONS.secret_key or _secret_key(DATA_DIR)
ALLOWED_HOSTS = list(OPTIONS.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "binhyen.foundation",
    "binhyen.organisation",
    "binhyen.directives",
    "binhyen.figures",
    "binhyen.collection",
    "binhyen.analytics",
    "binhyen.reviews",
    "binhyen.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "binhyen.api.middleware.ApiMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "binhyen.web.caching.NoStoreMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "binhyen.web.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "binhyen.config.urls"
WSGI_APPLICATION = "binhyen.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "binhyen.web.actor.page_context",
            ],
        },
    },
]

# Who signs in
AUTH_USER_MODEL = "organisation.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "binhyen_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "binhyen_csrf"
CSRF_COOKIE_SAMESITE = "Lax"

# What a browser may do
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": ["'self'", "data:"],
        "font-src": _SELF,
        "connect-src": _SELF,
        "form-action": _SELF,
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if OPTIONS.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS.https else None

# How much a request may bring: a text or a file of 20 MB, a form of 2,000 inputs
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["binhyen.web.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # held in memory, before it is known who sends it

# Vietnamese
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "binhyen.config.formats"
# Numbers are written by foundation.vietnamese; grouping here would also group ids in addresses.
USE_THOUSAND_SEPARATOR = False

# Pictures, styles and scripts: served by the same process straight from the rooms, without a collecting step
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Reminders by e-mail: an own command sends them, never a page
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = OPTIONS.mail_server, OPTIONS.mail_port, OPTIONS.mail_tls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = OPTIONS.mail_user, OPTIONS.mail_password
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = OPTIONS.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["screen"], "level": OPTIONS.log_level},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}
