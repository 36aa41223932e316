#!/usr/bin/env python3
"""Run a management command: `manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed here. Run `make venv`, then `.venv/bin/python manage.py …`."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
