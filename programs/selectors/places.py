"""What a place is called on a capital page, and under which code it is asked for."""

from collections.abc import Mapping
from datetime import date

from indicators.models import Area, UnitType
from lsdash.lib.text import lower_first
from programs.territory import Place, PlaceKind

from .narrowing import MIXED_PLACE, OTHER_PLACE, PROVINCE_PLACE

NAMES = {
    PlaceKind.MIXED: "Xã, phường gộp từ nhiều huyện cũ",
    PlaceKind.PROVINCE: "Sở, ngành, chủ đầu tư cấp tỉnh",
    PlaceKind.UNKNOWN: "Xã, phường chưa rõ huyện cũ",
}
SHORT_NAMES = {
    PlaceKind.MIXED: "Gộp nhiều huyện cũ",
    PlaceKind.PROVINCE: "Cấp tỉnh",
    PlaceKind.UNKNOWN: "Chưa rõ huyện cũ",
}
CODES = {
    PlaceKind.MIXED: MIXED_PLACE,
    PlaceKind.PROVINCE: PROVINCE_PLACE,
    PlaceKind.UNKNOWN: OTHER_PLACE,
}


def place_name(place: Place, districts: Mapping[int, Area], day: date) -> str:
    """“Huyện Văn Quan”; “Địa bàn huyện Văn Quan cũ” from the day on which it was no more."""
    if place.kind is not PlaceKind.DISTRICT:
        return NAMES[place.kind]
    district = districts[place.district]
    if district.is_valid_on(day):
        return district.name
    return f"Địa bàn {lower_first(district.name)} cũ"


def place_short_name(place: Place, districts: Mapping[int, Area], day: date) -> str:
    """For a narrow heading: “Văn Quan”, “Văn Quan cũ”, “TP Lạng Sơn cũ”."""
    if place.kind is not PlaceKind.DISTRICT:
        return SHORT_NAMES[place.kind]
    district = districts[place.district]
    city = "TP " if district.unit_type == UnitType.THANH_PHO else ""
    return f"{city}{district.short_name}{'' if district.is_valid_on(day) else ' cũ'}"


def place_code(place: Place, districts: Mapping[int, Area]) -> str:
    if place.kind is not PlaceKind.DISTRICT:
        return CODES[place.kind]
    return districts[place.district].code
