"""Charts of money and work: dataclasses in, `lsdash.lib.theme.Chart` out."""
