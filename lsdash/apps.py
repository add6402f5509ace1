from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class LsdashConfig(AppConfig):
    name = "lsdash"
    verbose_name = "LSDash"


class OfficeAdminConfig(admin_apps.AdminConfig):
    """Django's administration, for those alone who hold the administrator's role."""

    default = False  # named in the settings; `lsdash` itself is the configuration above
    default_site = "indicators.admin_site.OfficeSite"
