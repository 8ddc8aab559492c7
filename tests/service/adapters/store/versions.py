"""Stores as earlier versions left them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from service.adapters.store.database import MIGRATIONS


def set_back(file: Path, revision: str) -> None:
    """Undo the migrations after a revision; what only they brought is lost."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()
