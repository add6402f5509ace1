"""From the bytes of an uploaded file to a grid of cells, whatever program wrote it.

`opening.open_workbook` is the way in. A file is recognised by its content, never by its name, is
looked at from outside before anything parses it, and is only ever opened in the child process.
"""
