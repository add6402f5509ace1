"""A child that says more than it may, and does not stop."""

import sys

if __name__ == "__main__":
    sys.stdin.read()
    while True:
        sys.stdout.write("x" * 65_536)
