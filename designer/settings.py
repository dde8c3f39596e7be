"""Settings of the web designer. Everything that differs between places comes from the environment:

DATABASE_URL     postgres://…; without it SQLite in the data folder
REDIS_URL        redis://…; without it the broker in the data folder
SECRET_KEY       without it one is made and kept in the data folder
FARWAY_VAR       the data folder: var/ in the project
ALLOWED_HOSTS    names under which it is served, separated by commas: this machine's alone
HTTPS            1 where it is served over https, and cookies go over https alone; so it is where ALLOWED_HOSTS is given
CSRF_TRUSTED_ORIGINS   https://… of a proxy that changes the host's name
DEBUG, LOG_LEVEL, VITE_DEV   for development
"""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from . import environment
from .languages import languages

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(environment.text("FARWAY_VAR", str(ROOT / "var")))
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = environment.flag("DEBUG", False)
SECRET_KEY = environment.text("SECRET_KEY") or environment.kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.names("CSRF_TRUSTED_ORIGINS")
HTTPS = environment.flag("HTTPS", not DEBUG and bool(environment.text("ALLOWED_HOSTS")))

INSTALLED_APPS = [
    "designer",
    "api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "django_vite",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "designer.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "designer.middleware.EngineLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "designer.urls"
ASGI_APPLICATION = "designer.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database. SQLite as measured with a web process and a worker writing at once: nothing else lost no transaction.
DATABASE_URL = environment.url("DATABASE_URL", ("postgres", "postgresql", "sqlite"))
if DATABASE_URL and not DATABASE_URL.startswith("sqlite:"):
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
else:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL or f"sqlite:///{VAR / 'farway.sqlite3'}")}
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Jobs
REDIS_URL = environment.url("REDIS_URL", ("redis", "rediss", "unix"))
CELERY_BROKER_URL = REDIS_URL or "embedded://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 3, "socket_timeout": 30, "max_retries": 1, "interval_start": 0.1}
    if REDIS_URL
    else {"folder": str(VAR / "broker"), "polling_interval": 0.02}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "farway"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_IMPORTS = ("designer.jobs.tasks", "designer.worker")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_SOFT_TIME_LIMIT = environment.number("JOB_SECONDS", 900, 5, 86_400)  # then the job fails and says so
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + 30

JOB_HEARTBEAT_SECONDS = environment.number("JOB_HEARTBEAT_SECONDS", 2, 0.1, 60)
JOB_STALE_SECONDS = environment.number("JOB_STALE_SECONDS", 15, 0.5, 600)
JOB_ATTEMPTS = 3
if JOB_STALE_SECONDS < 3 * JOB_HEARTBEAT_SECONDS:
    raise ImproperlyConfigured("JOB_STALE_SECONDS has to be three times JOB_HEARTBEAT_SECONDS or more.")

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.Pagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.AnonRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"user": "1200/min", "anon": "120/min", "token": "10/min"},
    "EXCEPTION_HANDLER": "api.errors.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Farway",
    "DESCRIPTION": "Design and verify the network of Amazon ECS on Fargate workloads.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "api.schema.add_records"],
    "ENUM_NAME_OVERRIDES": {
        "JobState": "api.serializers.jobs.STATES",
        "JobKind": "api.serializers.jobs.KINDS",
        "VerdictEnum": "api.serializers.matrix.VERDICTS",
        "LossVerdictEnum": "api.serializers.failures.VERDICTS",
        "FateStatusEnum": "api.serializers.failures.STATUSES",
        "SubnetKindEnum": "api.serializers.subnets.WHOLE",
        "SubnetWayKindEnum": "api.serializers.subnets.KINDS",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # a body of JSON: a document of 8 MB and what is around it
MAX_BODY_BYTES = 24 * 1024 * 1024  # any body: an upload of 20 files
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # an import takes 20, and says so
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# Static files: found where they are, so that nothing has to be collected before the first start
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
VITE_DEV = environment.flag("VITE_DEV", False)
DJANGO_VITE = {
    "default": {
        "dev_mode": VITE_DEV,
        "manifest_path": ROOT / "static" / "dist" / "manifest.json",
        "static_url_prefix": "dist",
    }
}

# People
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "designs"
LOGOUT_REDIRECT_URL = "sign-in"

# Languages
LANGUAGE_CODE = "en"
LOCALE_PATHS = [Path(p) for p in [environment.text("FARWAY_LOCALES")] if p] + [ROOT / "designer" / "locale"]
LANGUAGES = languages(LOCALE_PATHS)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Safety
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING").upper()},
    "loggers": {"designer": {"level": environment.text("LOG_LEVEL", "INFO").upper()}},
}
