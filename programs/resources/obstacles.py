"""The kinds of difficulty by which obstacles are sorted."""

from indicators.resources.base import ReferenceResource
from programs.models import ObstacleCategory


class ObstacleCategoryResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = ObstacleCategory
        import_id_fields = ["code"]
        fields = ["code", "name", "position", "source"]
