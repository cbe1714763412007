"""Counting in Redis, for all worker processes together; without it each counts for itself.

A Redis that is dead, slow or refuses to write is left alone for a while, and then tried by one
request, so that no caller ever waits for it twice.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from api.limits.policies import WINDOW_SECONDS, Charge, Spent
from api.limits.windows import Windows
from api.logs import log

TIMEOUT_SECONDS = 0.1
"""For a connection, and for an answer."""
PAUSE_SECONDS = 2
TAKE = """
local function window(key)
  local used, left = tonumber(redis.call('GET', key)), redis.call('PTTL', key)
  if used and left > 0 and left <= tonumber(ARGV[1]) then return used, left end
  return 0, 0  -- there is none, or the clock of this server was set back
end
local spent, fit = {}, true
for i, key in ipairs(KEYS) do
  local used, left = window(key)
  local fits = used + tonumber(ARGV[2 * i]) <= tonumber(ARGV[2 * i + 1])
  spent[i], fit = {used, left, fits and 1 or 0}, fit and fits
end
for i, key in ipairs(fit and KEYS or {}) do
  local units = tonumber(ARGV[2 * i])
  if spent[i][2] > 0 then
    redis.call('INCRBY', key, units)
  else
    redis.call('SET', key, units, 'PX', ARGV[1])
    spent[i][2] = tonumber(ARGV[1])
  end
  spent[i][1] = spent[i][1] + units
end
return spent
"""
GIVE_BACK = """
for i, key in ipairs(KEYS) do
  local used = tonumber(redis.call('GET', key))
  if used then redis.call('DECRBY', key, math.min(used, tonumber(ARGV[i]))) end
end
"""
WINDOW_MS = WINDOW_SECONDS * 1000


class SharedWindows:
    """What `Windows` does, in a Redis; `own` counts while that is away."""

    def __init__(
        self, url: str, *, prefix: str, own: Windows, clock: Callable[[], float] = time.monotonic
    ) -> None:
        import redis  # an extra: whoever has one process does without
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        server = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._take, self._give_back = map(server.register_script, (TAKE, GIVE_BACK))
        self._away = (redis.RedisError, OSError)
        self._prefix, self._own, self._clock = prefix, own, clock
        self._lock = Lock()
        self._again_at: float | None = None
        """When a Redis that is away is tried again."""

    def take(self, charges: list[Charge]) -> list[Spent]:
        """Take all charges, or none if one does not fit."""
        numbers = [n for one in charges for n in (one.units, one.policy.quota)]
        answer = self._ask(self._take, charges, [WINDOW_MS, *numbers])
        if answer is None:
            return self._own.take(charges)
        return [
            Spent(one.policy, max(0, one.policy.quota - used), left_ms / 1000, bool(fits))
            for one, (used, left_ms, fits) in zip(charges, answer, strict=True)
        ]

    def give_back(self, charges: list[Charge]) -> None:
        """Undo charges that were taken, wherever that was."""
        if self._ask(self._give_back, charges, [one.units for one in charges]) is None:
            self._own.give_back(charges)

    def _ask(self, script: Any, charges: list[Charge], numbers: list[int]) -> Any:
        """Run a script; give None where each process has to count for itself."""
        if self._again_at is not None and not self._is_to_try():
            return None
        keys = [f"{self._prefix}{one.policy.name}:{one.partition}" for one in charges]
        try:
            answer = script(keys, numbers)
        except self._away as error:
            self._leave_alone(error)
            return None
        if self._again_at is not None:
            self._again_at = None
            log.warning("limits-shared")
        return answer if answer is not None else ()

    def _is_to_try(self) -> bool:
        """Let one request try a Redis that was away; the others go on meanwhile."""
        with self._lock:
            if self._again_at is not None and self._clock() < self._again_at:
                return False
            self._again_at = self._clock() + PAUSE_SECONDS
            return True

    def _leave_alone(self, error: Exception) -> None:
        if self._again_at is None:
            log.warning("limits-per-process", error=str(error).splitlines()[0])
        self._again_at = self._clock() + PAUSE_SECONDS
