"""Workbooks made here: text always as text, numbers as numbers."""
