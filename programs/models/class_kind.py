"""What a place can be classed as."""

from django.db import models


class ClassKind(models.TextChoices):
    REGION_1 = "region_1", "Xã khu vực I"
    REGION_2 = "region_2", "Xã khu vực II"
    REGION_3 = "region_3", "Xã khu vực III"
    HARD_COMMUNE = "hard_commune", "Xã đặc biệt khó khăn"
    HARD_VILLAGE = "hard_village", "Thôn đặc biệt khó khăn"


REGIONS = (ClassKind.REGION_1, ClassKind.REGION_2, ClassKind.REGION_3)
