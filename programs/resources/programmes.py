"""Programmes, their trees, and what a tree became in the next programme."""

from indicators.models import Decision
from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import KeyWidget
from programs.models import Component, ComponentSuccession, Programme

from .widgets import ComponentWidget


class ProgrammeResource(ReferenceResource):
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = Programme
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "short_name",
            "first_year",
            "last_year",
            "position",
            "decision",
            "valid_from",
            "valid_to",
        ]


class ComponentResource(ReferenceResource):
    programme = key("programme", KeyWidget(Programme, "chương trình"))
    parent = key("parent", ComponentWidget())

    class Meta(ReferenceResource.Meta):
        model = Component
        import_id_fields = ["programme", "code"]
        fields = [
            "programme",
            "code",
            "kind",
            "name",
            "short_name",
            "parent",
            "position",
            "note",
            "valid_from",
            "valid_to",
        ]


class ComponentSuccessionResource(ReferenceResource):
    predecessor = key("predecessor", ComponentWidget())
    successor = key("successor", ComponentWidget())
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = ComponentSuccession
        import_id_fields = ["predecessor", "successor"]
        fields = ["predecessor", "successor", "whole", "decision", "note"]
