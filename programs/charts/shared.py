from html import escape

LEDGER = "Sổ vốn: văn bản giao vốn và lũy kế giải ngân do các đơn vị báo cáo"


def plain(text: str) -> str:
    """Text for inside a drawing, where Plotly would take a tag for one: < is written &lt;."""
    return escape(text, quote=False)
