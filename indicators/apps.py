from django.apps import AppConfig
from django.db.backends.signals import connection_created


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Chỉ tiêu và báo cáo"

    def ready(self) -> None:
        from . import checks  # noqa: F401 -- registers itself
        from .data_version import watch

        # The one place below every write; Django has no setting for what a connection is given.
        connection_created.connect(watch, dispatch_uid="indicators.data_version")
