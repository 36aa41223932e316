"""Set-up pages: channels and how they are reached, forms, calls, and what came in."""

from channels_app.admin import calls, channels, payloads, webforms

__all__ = ["calls", "channels", "payloads", "webforms"]
