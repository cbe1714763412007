"""Threads that share the work, and a bar that shows how far they are."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tqdm import tqdm


@dataclass(frozen=True, slots=True)
class Crew:
    """So many threads; `quiet` shows no bar."""

    threads: int
    quiet: bool = False

    def each(
        self, what: str, items: Iterable[Any], work: Callable[[Any], str], total: int
    ) -> Counter[str]:
        """Do `work` on every item, several at a time; count the words it answers.

        Items are drawn as threads get free, so that a long iterator is never held in memory.
        Raises what `work` raises first, and draws no more items then.
        """
        left, lock, words = iter(items), threading.Lock(), Counter[str]()
        stopped = threading.Event()

        def draw() -> Any:
            with lock:
                return None if stopped.is_set() else next(left, None)

        def run(bar: Any) -> None:
            try:
                while (item := draw()) is not None:
                    word = work(item)
                    with lock:
                        words[word] += 1
                        bar.update()
            except BaseException:
                stopped.set()
                raise

        bar = tqdm(total=total, desc=f"{what:<9}", disable=self.quiet or not total)
        with bar, ThreadPoolExecutor(self.threads) as pool:
            for done in [pool.submit(run, bar) for _ in range(self.threads)]:
                done.result()
        return words
