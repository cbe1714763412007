"""The shipped configuration of nginx, started before a server of the tests."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from config import ROOT
from tests.races.crowd import free_port, stop
from tests.scale.processes import until

SHIPPED = (ROOT / "deploy/nginx.conf").read_text()
HOST = "shop.example.com"
MAIN = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/backstock.conf;
}}
"""


class Proxy:
    """Where nginx listens, and whom it shows."""

    def __init__(self, folder: Path) -> None:
        self.http, self.https = free_port(), free_port()
        self.settings = folder / "nginx.conf"
        self.log = folder / "error.log"
        self._trusted = ssl.create_default_context(cafile=folder / "certificate.pem")

    def connect(self, *, address: str = "127.0.0.1") -> ssl.SSLSocket:
        """Open a connection from an address of this machine; all of 127 is."""
        plain = socket.create_connection(
            ("127.0.0.1", self.https), timeout=30, source_address=(address, 0)
        )
        return self._trusted.wrap_socket(plain, server_hostname=HOST)


def program(name: str) -> str:
    """Find a program, where Debian hides it too; without it, skip and say so, except in CI."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))
    if found is None:
        missing = f"{name} is not installed: apt-get install nginx openssl"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@contextmanager
def proxied(folder: Path, port: int) -> Iterator[Proxy]:
    """Start nginx as shipped before the server on `port`."""
    proxy = prepared(folder, port)
    process = subprocess.Popen(command(proxy), stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        until(lambda: process.poll() is not None or _listens(proxy.https))
        assert process.poll() is None, proxy.log.read_text()
        yield proxy
    finally:
        stop(process)


def prepared(folder: Path, port: int) -> Proxy:
    """Write what is shipped, with ports and a certificate of this test's own."""
    make_certificate(folder)
    proxy = Proxy(folder)
    ours = {
        "listen [::]:80;": "",
        "listen [::]:443 ssl;": "",
        "listen 80;": f"listen 127.0.0.1:{proxy.http};",
        "listen 443 ssl;": f"listen 127.0.0.1:{proxy.https} ssl;",
        "127.0.0.1:8000": f"127.0.0.1:{port}",
        f"/etc/letsencrypt/live/{HOST}/fullchain.pem": f"{folder}/certificate.pem",
        f"/etc/letsencrypt/live/{HOST}/privkey.pem": f"{folder}/key.pem",
    }
    written = SHIPPED
    for shipped, used in ours.items():
        assert shipped in written
        written = written.replace(shipped, used)
    (folder / "backstock.conf").write_text(written)
    proxy.settings.write_text(MAIN.format(folder=folder))
    return proxy


def command(proxy: Proxy, *more: str) -> list[str]:
    """Give the command that starts nginx with nothing but our own files."""
    return [program("nginx"), "-e", str(proxy.log), "-c", str(proxy.settings), *more]


def make_certificate(folder: Path) -> None:
    """Make a certificate that trusts itself."""
    subprocess.run(
        [
            *(program("openssl"), "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", f"/CN={HOST}"),
            *("-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
