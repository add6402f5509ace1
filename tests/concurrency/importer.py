"""A process that imports one workbook and may be killed at any moment of it.

Started by `killed`, on the database that DATABASE_URL names; says “ready” before the first step.
"""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.MEDIA_ROOT = sys.argv[2]
    print("ready", flush=True)
    choice = ("--form", "F1", "--area", "184", "--period", "2024Q3", "--by", "vanquan")
    call_command("import_report", sys.argv[1], *choice, "--apply", "--json")
