"""Django's PostgreSQL backend, which says what to do when the embedded server is not running."""
