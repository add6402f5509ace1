from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Chỉ tiêu và báo cáo"

    def ready(self) -> None:
        from . import checks  # noqa: F401 -- registers itself
