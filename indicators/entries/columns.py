from indicators.models import FormMeasure
from indicators.sheets.spec import ColumnSpec


def column_spec(column: FormMeasure, aliases: tuple[str, ...] = ()) -> ColumnSpec:
    """What the rules of reading must know of a form's column."""
    measure = column.measure
    return ColumnSpec(
        key=measure.code,
        header=column.header,
        unit=measure.unit,
        kind=measure.kind,
        decimals=measure.decimals,
        minimum=measure.minimum,
        maximum=measure.maximum,
        aliases=aliases,
        time_rule=measure.time_rule,
    )
