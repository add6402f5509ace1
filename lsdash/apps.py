from django.apps import AppConfig


class LsdashConfig(AppConfig):
    name = "lsdash"
    verbose_name = "LSDash"
