"""PgBouncer in transaction mode, with two connections for everybody."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from tests.scale.processes import Server, folder, free_port

SETTINGS = """
[databases]
* = host=127.0.0.1 port={server_port} user=postgres

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
server_check_query =
{more}
"""


def program() -> str | None:
    """Find PgBouncer; Debian puts it where only root looks."""
    return shutil.which("pgbouncer", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))


@contextmanager
def pooler(url: str, more: str = "") -> Iterator[str]:
    """Put a pooler before the server of a database; give the URL that goes through it."""
    server, _, database = url.rpartition("/")
    port = free_port()
    pooled = f"postgresql://postgres@127.0.0.1:{port}/{database}"
    with folder() as directory:
        settings = directory / "pgbouncer.ini"
        server_port = server.rpartition(":")[2]
        settings.write_text(SETTINGS.format(server_port=server_port, port=port, more=more))
        settings.chmod(0o644)
        bouncer = Server(program(), settings, log=directory / "log")
        try:
            bouncer.start(pooled)
            yield pooled
        finally:
            bouncer.end()
