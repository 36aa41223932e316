"""The API as a channel: bodies of ``POST /api/v1/interactions/`` that wait for another try."""
