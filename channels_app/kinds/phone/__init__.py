"""Telephony: events of exchanges in, one entry a call on the timeline."""
