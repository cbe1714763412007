"""The private port: a process that adds up what the workers counted, for Prometheus."""

import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from metrics import slots

LOOK_SECONDS = 1.0
"""How often it looks whether the server still runs; after a kill -9 nobody would tell it."""


@contextmanager
def told(host: str, port: int) -> Iterator[None]:
    """Tell at that address what is counted meanwhile; nothing with port 0."""
    if not port:
        yield
        return
    folder = Path(tempfile.mkdtemp(prefix="backstock-metrics-"))
    os.environ[slots.PLACE] = str(folder)
    telling = multiprocessing.Process(target=tell, args=(host, port, folder, os.getpid()))
    telling.start()
    try:
        yield
    finally:
        telling.terminate()
        telling.join()
        shutil.rmtree(folder, ignore_errors=True)


def tell(host: str, port: int, folder: Path, server: int) -> None:
    """Answer whoever asks, as long as the server runs; leave no file behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it ends this, too
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    registry = CollectorRegistry()
    registry.register(Counted(folder))
    start_http_server(port, host, registry)
    while os.getppid() == server:
        time.sleep(LOOK_SECONDS)
    shutil.rmtree(folder, ignore_errors=True)


class Counted(Collector):
    """What all workers have counted, the dead ones too; of gauges only what is still so."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        """Add up the files of all slots."""
        for slot in slots.free(self._folder):
            mark_process_dead(slot, str(self._folder))
        collector = MultiProcessCollector(CollectorRegistry(), str(self._folder))
        found: Iterable[Metric] = collector.collect()
        return found
