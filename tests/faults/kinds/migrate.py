"""Migrations meet each other, and orders; the way down leads up again with data in place."""

import shutil
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from config import ROOT
from tests.faults.harness.commands import begun, ended, flask
from tests.faults.harness.scene import Fault, Scene
from tests.faults.kinds.database import connected

INSTANCES = 3
HELD_SECONDS = 4
LONGEST_SECONDS = 6
"""Orders are kept waiting for less: 2 s for a lock, and what the machine makes of it."""
WAITING = """
SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE orders%'
"""
EXPAND = '''
"""Expand: one more column, which may be empty, and which nobody reads yet."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("orders", sa.Column("gift_note", sa.String(200), nullable=True))
    op.add_column("stock_levels", sa.Column("shelf", sa.String(20), nullable=True))


def downgrade():
    op.drop_column("stock_levels", "shelf")
    op.drop_column("orders", "gift_note")
'''


def expanded(directory: Path, head: str) -> Path:
    """Copy the migrations, and add one that expands."""
    copied = directory / "migrations"
    shutil.copytree(ROOT / "migrations", copied)
    (copied / "versions" / "9999_expand.py").write_text(EXPAND.replace("{head}", head))
    return copied


def head_of(url: str) -> str:
    """Read which revision a database has."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    finally:
        engine.dispose()


def at_once(scene: Scene) -> None:
    """Migrate an empty database from three instances at the same time."""
    with scene.place.database() as url:
        for process in [begun(url, "db", "upgrade") for _ in range(INSTANCES)]:
            said, _ = process.communicate()
            scene.expect(process.returncode == 0, f"a migration failed: {said[-300:]}")
        scene.expect(head_of(url) == head_of(scene.url), "the database is not at the head")
    scene.done["instances at once"] = INSTANCES


def under_load(scene: Scene) -> None:
    """Expand and contract while orders are placed, on PostgreSQL also behind a long reader."""
    head = head_of(scene.url)
    directory = expanded(scene.directory, head)
    scene.crowd.start()
    scene.go_on()
    deadline = time.monotonic() + scene.wish.seconds
    while True:
        ended(held_up(scene, begun(scene.url, "db", "upgrade", "-d", directory)))
        scene.go_on()
        ended(begun(scene.url, "db", "downgrade", "-d", directory, head))
        scene.go_on()
        scene.done["expanded and contracted"] += 1
        if time.monotonic() > deadline:
            break
    outage = scene.record.longest_outage
    scene.expect(outage < LONGEST_SECONDS, f"orders waited for {outage:.1f} s")


def held_up(scene: Scene, process):
    """Read the orders, which no migration may change meanwhile, until one has waited for long."""
    if scene.place.engine == "sqlite":
        return process
    with connected(scene) as reader, connected(scene) as watcher:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM orders")
        while process.poll() is None and not watcher.execute(WAITING).fetchone():
            time.sleep(0.05)
        scene.pause(HELD_SECONDS)
        scene.done["long readers"] += 1
        reader.execute("ROLLBACK")
    return process


def down_and_up(scene: Scene) -> None:
    """Stop, go down by one revision and up again, and go on."""
    scene.crowd.start()
    scene.go_on(100)
    scene.server.kill()
    flask(scene.url, "db", "downgrade")
    flask(scene.url, "db", "upgrade")
    scene.server.start()
    scene.done["down and up"] += 1
    scene.go_on()


FAULTS = {
    "three instances migrate at once": Fault(at_once),
    "expand and contract under load": Fault(under_load),
    "down and up again": Fault(down_and_up),
}
