"""Asking customers how much work it was: decisions, invitations, answers."""
