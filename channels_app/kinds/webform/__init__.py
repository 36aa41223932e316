"""Web forms: what is asked, what was answered, and what keeps robots out."""
