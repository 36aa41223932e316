"""One file of settings; every reader of the environment refuses nonsense.

Set ``DATABASE_URL``, ``REDIS_URL`` (``none`` switches Redis off), ``SECRET_KEY``,
``PUBLIC_BASE_URL`` and ``REPLY_KEY`` in production; without them the embedded servers and keys
kept beside them are used.
"""

from pathlib import Path
from typing import Any, Final

import environ
from django.utils.translation import gettext_lazy as _

from contactcenter.embedded import locations
from contactcenter.environment import (
    base_url,
    database,
    host_of,
    local_secret,
    positive,
    redis_location,
)

BASE_DIR: Final = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("CC_TESTING", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret("secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
REPLY_KEYS = env.list("REPLY_KEY", default=[]) or [local_secret("reply_key")]
PUBLIC_BASE_URL = base_url(env.str("PUBLIC_BASE_URL", default=""), env.str("PORT", default=""))
PUBLIC_HOST = host_of(PUBLIC_BASE_URL)
INSTANCE_ID = env.str("INSTANCE_ID", default="") or local_secret("instance_id")[:16]
COMPANY_NAME = env.str("COMPANY_NAME", default="Contact Center")

SECURE = PUBLIC_BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [PUBLIC_HOST, "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "contactcenter.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
)
SECURE_SSL_REDIRECT = SECURE and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "contactcenter.apps.ContactCenterConfig",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "tickets.apps.TicketsConfig",
    "channels_app.apps.ChannelsConfig",
    "feedback.apps.FeedbackConfig",
]

MIDDLEWARE = [
    "contactcenter.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "contactcenter.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "contactcenter.middleware.OptionalSlash",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "contactcenter.middleware.AgentPreferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "contactcenter.api.envelope.Envelope",
]
APPEND_SLASH = False
ROOT_URLCONF = "contactcenter.urls"
WSGI_APPLICATION = "contactcenter.wsgi.application"
ASGI_APPLICATION = "contactcenter.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "contactcenter.shell.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default=""),
        pooled=env.bool("DATABASE_POOL", default=False),
        statement_timeout_ms=positive(env.int("STATEMENT_TIMEOUT_MS", default=60_000)),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = redis_location(env.str("REDIS_URL", default=""))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_USER_MODEL = "tickets.Agent"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.ScryptPasswordHasher"]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "contactcenter.accounts.ClosedSignup"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_PREVENT_ENUMERATION = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("cs", _("Czech")), ("pl", _("Polish"))]
# Named here, our words win over those of the admin and of libraries.
LOCALE_PATHS = [
    BASE_DIR / app / "locale" for app in ("contactcenter", "tickets", "channels_app", "feedback")
]
USE_TZ = True
TIME_ZONE = "UTC"
SITE_TIME_ZONE = env.str("SITE_TIME_ZONE", default="Europe/Prague")

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".local" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING or not STATIC_ROOT.exists()
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING or not STATIC_ROOT.exists()
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(locations.layout().home / "media")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 40 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "contactcenter.api.authentication.KeyAuthentication",
        "contactcenter.api.authentication.AgentSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["contactcenter.api.permissions.HasScope"],
    "DEFAULT_PAGINATION_CLASS": "contactcenter.api.pagination.Keyset",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_RENDERER_CLASSES": ["contactcenter.api.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["contactcenter.api.parsing.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "contactcenter.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["contactcenter.api.throttling.PerKey"],
    "EXCEPTION_HANDLER": "contactcenter.api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "contactcenter.api.rendering.AlwaysJSON",
}
API_RATE_PER_MINUTE = max(0, env.int("API_RATE_PER_MINUTE", default=600))  # 0: no limit
SPECTACULAR_SETTINGS = {
    "TITLE": "Contact Center API",
    "DESCRIPTION": "Feed every channel into one timeline per customer, and read it back.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

CELERY_BROKER_URL = REDIS_URL.broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 140
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_limit": None,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    **REDIS_URL.transport_options,
}

OUTBOX_UNDO_SECONDS = positive(env.int("OUTBOX_UNDO_SECONDS", default=13))
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="") or PUBLIC_HOST
TRUSTED_AUTHSERV_IDS = env.list("TRUSTED_AUTHSERV_IDS", default=[])

from contactcenter.logs import configuration as log_configuration  # noqa: E402

LOGGING = log_configuration(env.str("LOG_FORMAT", default="console"), testing=TESTING)

from contactcenter.setup_pages import UNFOLD  # noqa: E402, F401
