"""Who holds capital."""

from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import AreaWidget
from programs.models import Agency


class AgencyResource(ReferenceResource):
    area = key("area", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = Agency
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "short_name",
            "kind",
            "area",
            "position",
            "valid_from",
            "valid_to",
        ]
