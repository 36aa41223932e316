"""JSON from outside, read strictly into values; the request and its later retry use the same."""
