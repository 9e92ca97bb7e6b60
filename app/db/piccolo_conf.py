"""What Piccolo asks for by name: the database (``DB``) and the apps. See PICCOLO_CONF in `app.db`."""

from typing import Any

from piccolo.conf.apps import AppRegistry

APP_REGISTRY = AppRegistry(apps=["app.db.piccolo_app"])


def __getattr__(name: str) -> Any:
    """Give the database chosen at this moment, not the one chosen when this was imported."""
    if name == "DB":
        from app.db.binding import current

        return current()
    raise AttributeError(name)
