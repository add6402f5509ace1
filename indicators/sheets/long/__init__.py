"""Long tables: one figure a row, for many areas and periods at once."""
