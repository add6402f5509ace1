"""Places, who became whom, and other spellings."""

from indicators.models import Alias, Area, AreaSuccession, Measure

from .base import ReferenceResource, key
from .widgets import AreaWidget, KeyWidget


class AreaResource(ReferenceResource):
    parent = key("parent", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = Area
        import_id_fields = ["code", "valid_from"]
        fields = [
            "code",
            "valid_from",
            "valid_to",
            "name",
            "short_name",
            "kind",
            "unit_type",
            "parent",
            "act",
            "tile_row",
            "tile_column",
        ]


class AreaSuccessionResource(ReferenceResource):
    predecessor = key("predecessor", AreaWidget())
    successor = key("successor", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = AreaSuccession
        import_id_fields = ["predecessor", "successor"]
        fields = ["predecessor", "successor", "happened_on", "whole", "note", "act"]


class AliasResource(ReferenceResource):
    area = key("area", AreaWidget())
    measure = key("measure", KeyWidget(Measure, "số liệu gốc"))

    class Meta(ReferenceResource.Meta):
        model = Alias
        import_id_fields = ["text", "area", "measure"]
        fields = ["text", "area", "measure"]
