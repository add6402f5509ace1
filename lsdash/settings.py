"""The only module that reads the environment; the README lists what each variable does."""

import contextlib
import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "0") == "1"


def _list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def _secret_key() -> str:
    """The key from the environment, else one made once and kept beside the database."""
    if key := os.environ.get("LSDASH_SECRET_KEY"):
        return key
    path = BASE_DIR / ".secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text()


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and only by the first of several processes that start together."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(text)
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


DEBUG = _flag("LSDASH_DEBUG")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _list("LSDASH_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _list("LSDASH_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "lsdash.apps.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "import_export",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "lsdash",
    "indicators",
    "programs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "indicators.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "indicators.middleware.end_sessions",
    "indicators.middleware.FirstThingsFirstMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lsdash.urls"
WSGI_APPLICATION = "lsdash.wsgi.application"

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
                "indicators.context.shell",
                "programs.context.sample_mark",
            ],
        },
    },
]

# Database: SQLite without any set-up, PostgreSQL through DATABASE_URL.
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
# What the address says of its own, such as sslmode, stays.
_stated = DATABASES["default"].get("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    _usual = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _more = _stated.pop("options", "")
    _usual = {"options": f"-c statement_timeout=30000 {_more}".strip()}
DATABASES["default"]["OPTIONS"] = _usual | _stated
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "indicators.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Lock-out: a name from one address, so that an office behind one address is not locked out with
# one person. The address is REMOTE_ADDR, which waitress sets right behind a trusted proxy.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says until when: that must hold
AXES_LOCKOUT_CALLABLE = "indicators.views.sign_in.locked_out"
AXES_ENABLE_ADMIN = False  # the person's page shows it and unlocks
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Sessions and second step
IDLE_TIME = timedelta(minutes=int(os.environ.get("LSDASH_IDLE_MINUTES", "60")))
TOTP_ROLES = frozenset(_list("LSDASH_TOTP_ROLES", ""))  # roles that must enrol
OTP_TOTP_ISSUER = "LSDash"

# Language, numbers, time. Django's own Vietnamese formats read 03/04/2024 as 4 March.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
FORMAT_MODULE_PATH = ["lsdash.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Django and import-export leave in English
USE_THOUSAND_SEPARATOR = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lsdash.finders.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = Path(os.environ.get("LSDASH_MEDIA_ROOT", BASE_DIR / "media"))
FILE_UPLOAD_PERMISSIONS = 0o600
FIXTURES_ROOT = BASE_DIR / "fixtures"
REPORT_FILE_MAX_BYTES = 10 * 1024 * 1024

# A whole grid without JavaScript: 200 communes × 12 figures, and their notes.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000

# Mail: printed on the screen until a mail server is named.
SITE_ADDRESS = os.environ.get("LSDASH_SITE_ADDRESS", "http://127.0.0.1:8000")
REMINDER_DAYS = tuple(int(days) for days in _list("LSDASH_REMINDER_DAYS", "5,1,-1,-5"))
EMAIL_HOST = os.environ.get("LSDASH_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("LSDASH_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("LSDASH_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LSDASH_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("LSDASH_SMTP_SECURITY", "") == "starttls"
EMAIL_USE_SSL = os.environ.get("LSDASH_SMTP_SECURITY", "") == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LSDASH_MAIL_FROM", "LSDash <lsdash@localhost>")

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-elem": [SELF],
        # Plotly positions its labels with style attributes.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "lsdash.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("LSDASH_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if _flag("LSDASH_HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("LSDASH_HTTPS") else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LSDASH_LOG_LEVEL", "WARNING")},
}
