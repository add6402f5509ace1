"""Files that nobody would send: `make fuzz`, or `python -m tests.fuzz`. Not part of the suite."""
