"""What every API endpoint shares and settings name: who calls, what they may, how we answer."""
