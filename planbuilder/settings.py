"""The one settings file; everything that differs between machines comes from the environment.

docs/operations.md lists the variables. `PLANBUILDER_MODE` is development (default), production or
test; production refuses to start without a key, hosts and an https address.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured

from planbuilder import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

MODE = env.choice("PLANBUILDER_MODE", ("development", "production", "test"), default="development")
IS_PRODUCTION = MODE == "production"
DEBUG = False  # tracebacks never go to a browser; `manage.py runserver` prints them

BASE_URL = env.text("BASE_URL", "" if IS_PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
# Only then are X-Forwarded-Proto and X-Forwarded-For believed.
BEHIND_PROXY = IS_PRODUCTION and env.flag("BEHIND_PROXY", default=False)

if IS_PRODUCTION:
    SECRET_KEY = env.text("SECRET_KEY")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY (50 characters or more) is needed in production.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS (comma-separated) is needed in production.")
    if urlsplit(BASE_URL).scheme != "https":
        raise ImproperlyConfigured("BASE_URL must be an https address in production.")
else:
    SECRET_KEY = env.text("SECRET_KEY") or env.secret_key(VAR_DIR / "secret_key")
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "catalog",
    "accounts",
    "plans",
    "publishing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publishing.middleware.StoredFileMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.PasswordChangeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.NoStoreMiddleware",
]

ROOT_URLCONF = "planbuilder.urls"
WSGI_APPLICATION = "planbuilder.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": env.database(env.text("DATABASE_URL"), sqlite_path=VAR_DIR / "db.sqlite3"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "plans:home"
LOGOUT_REDIRECT_URL = "publishing:plan-list"

# The whole product speaks Japanese; no LocaleMiddleware, so a browser's wish changes nothing.
LANGUAGE_CODE = "ja"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "static/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # What a page of a plan has in common with its print.
    ("documents", BASE_DIR / "documents" / "assets" / "web"),
]
STATIC_ROOT = VAR_DIR / "static"
FILES_ROOT = VAR_DIR / "files"
STORAGES = {
    # Served only through views, never by address.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- the making of documents: each job in a process of its own, within these limits ---
JOB_RUNNER = env.choice("JOB_RUNNER", ("child", "worker"), default="child")
JOB_LIMITS = {
    "seconds": env.number("JOB_SECONDS", default=600),
    "cpu_seconds": env.number("JOB_CPU_SECONDS", default=300),
    "memory_mb": env.number("JOB_MEMORY_MB", default=2048),
}
JOB_ATTEMPTS = env.number("JOB_ATTEMPTS", default=3)
JOB_LEASE_SECONDS = env.number("JOB_LEASE_SECONDS", default=60)
JOBS_OPEN_PER_USER = env.number("JOBS_OPEN_PER_USER", default=3)
JOBS_PER_HOUR = env.number("JOBS_PER_HOUR", default=30)
JOB_KEPT_DAYS = env.number("JOB_KEPT_DAYS", default=30)
if JOB_RUNNER == "worker":
    # django-q2 carries nothing but the number of a job; publishing.Job is the truth. What it
    # delivers twice finds the job taken.
    INSTALLED_APPS.append("django_q")
    _patience = JOB_LIMITS["seconds"] + 60
    Q_CLUSTER = {
        "name": "planbuilder",
        "orm": "default",
        "workers": env.number("JOB_WORKERS", default=1),
        "bulk": 1,
        "poll": 1,
        "timeout": _patience,
        "retry": _patience + 60,
        "max_attempts": 1,
        "ack_failures": True,
        "save_limit": -1,
        "scheduler": False,
        "log_level": "WARNING",
    }

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

MESSAGE_TAGS = {message_levels.ERROR: "danger"}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "publishing.views.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap's own style sheet draws its arrows and ticks as data: images.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

if IS_PRODUCTION:
    CSRF_TRUSTED_ORIGINS = [BASE_URL]
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
