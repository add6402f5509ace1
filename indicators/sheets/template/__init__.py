"""Our own workbook for one report: made by `book`, recognised by `returned` when it comes back."""
