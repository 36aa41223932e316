"""Tests, as a package so that the plugin named in pyproject.toml is found by name."""
