"""What programs may ask of surveys and reports."""
