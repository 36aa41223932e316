"""Live hints: open pages learn within a moment that something they show has changed."""
