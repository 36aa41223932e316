"""The JSON interface of telephony and web forms."""
