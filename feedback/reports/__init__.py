"""Reports: one module each, a function that returns frozen rows; page, API and CSV render them."""
