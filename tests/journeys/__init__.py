"""The whole way through the pages. The forms are filled in as the demo's workers do."""

from app.demo.forms import filled

__all__ = ["filled"]
