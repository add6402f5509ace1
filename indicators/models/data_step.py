from django.db import models


class DataStep(models.Model):
    """One statement that changed data. The sum of all steps is the version of the data: it grows
    with the very transaction that writes, and nobody waits for anybody (`data_version`)."""

    step = models.PositiveBigIntegerField("Bước")

    class Meta:
        verbose_name = "bước thay đổi dữ liệu"
        verbose_name_plural = "các bước thay đổi dữ liệu"

    def __str__(self) -> str:
        return str(self.step)
