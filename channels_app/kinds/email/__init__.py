"""E-mail: reading it, judging it, threading it, fetching it and sending it."""
