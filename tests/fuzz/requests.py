"""What the reader is asked when it is given a spoilt file."""

import json

from indicators.sheets.spec import AreaName, FormSpec, ReadRequest, from_json

from .samples import REPORTS


def request(area: str = "184", period: str = "2024Q3") -> ReadRequest:
    """The form F1 of one district and period."""
    areas = json.loads((REPORTS / "areas.json").read_text())
    forms = json.loads((REPORTS / "forms.json").read_text())
    districts = {row[0]: AreaName(*row) for row in areas["districts"]}
    rows = tuple(AreaName(*row) for row in areas["communes"][area])
    form = from_json(FormSpec, forms["F1"])
    return ReadRequest(form, districts[area], rows, period, tuple(districts.values()))


def requests_by_sample() -> dict[str, ReadRequest]:
    """The request that each sample is a sound answer to, by the start of its name."""
    asked = {
        name: json.loads((REPORTS / f"{name}.truth.json").read_text())["upload"]
        for name in ("R01", "R07", "R08")
    }
    return {name: request(upload["district"], upload["period"]) for name, upload in asked.items()}
