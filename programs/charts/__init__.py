"""Pictures of the programme: dataclasses of the selectors in, `Chart` and `Table` out."""
