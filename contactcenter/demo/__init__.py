"""Ninety days of an invented internet provider's customer care, for looking around.

Everything is made up: people, addresses (reserved domains), numbers, orders. The same seed and
moment give the same history.
"""
