"""Which part of the money a number is of, as it stands in an address: the one home of the names of
those parameters, in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

PARAMETERS = {
    "programme": "chuong-trinh",
    "component": "du-an",
    "agency": "don-vi",
    "place": "dia-ban",
    "fund_kind": "loai-von",
    "source": "nguon",
    "carried": "keo-dai",
}
OWN, CARRIED = "khong", "co"
MIXED_PLACE, PROVINCE_PLACE, OTHER_PLACE = "lien-huyen", "tinh", "khac"


@dataclass(frozen=True)
class Narrowing:
    """Codes, empty where nothing is narrowed. A component stands with its programme and includes
    what lies below it; `place` is a district's code or one of the three places without one."""

    programme: str = ""
    component: str = ""
    agency: str = ""
    place: str = ""
    fund_kind: str = ""
    source: str = ""
    carried: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Narrowing":
        return cls(**{name: query.get(word, "").strip() for name, word in PARAMETERS.items()})

    @property
    def parameters(self) -> dict[str, str]:
        """As they stand in an address, only those that narrow."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {PARAMETERS[name]: value for name, value in values.items() if value}
