"""Real PostgreSQL and Valkey for a developer's machine, used only where no URL is set."""
