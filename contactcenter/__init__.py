"""The wires: settings, addresses, commands, the API's plumbing and the page frame."""

VERSION = "0.1.0"
