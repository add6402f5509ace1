"""Workbooks of money and work."""
