"""With REDIS_URL the cache and the layer between processes are Redis's."""

import asyncio
import os
import subprocess
import sys

from channels.layers import get_channel_layer
from channels_redis.core import RedisChannelLayer
from django.core.cache import cache

_TELL = """
import django
django.setup()
from channels.layers import get_channel_layer
from django.core.cache import caches
print(type(caches["default"]).__name__, type(get_channel_layer()).__name__)
"""


def _parts(**environment: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if name != "IPPO_TEST_REDIS"}
    process = subprocess.run(
        [sys.executable, "-c", _TELL], text=True, capture_output=True, check=True,
        env=inherited | {"PYTHONPATH": os.pathsep.join(sys.path), "DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
    )  # fmt: skip
    return process.stdout.strip()


def test_without_an_address_there_is_none():
    assert _parts(REDIS_URL="") == "DatabaseCache InMemoryChannelLayer"
    assert type(get_channel_layer()).__name__ == "InMemoryChannelLayer"


def test_with_an_address_both_are_redis(redis):
    assert _parts(REDIS_URL=redis.url) == "RedisCache RedisChannelLayer"


def test_what_one_process_says_another_one_hears(redis, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis.url}
    }
    cache.set("count", 1)
    assert cache.incr("count") == 2

    async def heard() -> dict:
        one, other = (RedisChannelLayer(hosts=[redis.url]) for _ in range(2))
        channel = await other.new_channel()
        await other.group_add("talk", channel)
        await one.group_send("talk", {"type": "news", "id": 1})
        message = await asyncio.wait_for(other.receive(channel), 5)
        await one.close_pools()
        await other.close_pools()
        return message

    assert asyncio.run(heard()) == {"type": "news", "id": 1}


def test_a_redis_that_was_killed_comes_back_empty(redis):
    redis.kill()
    redis.start()
    assert redis.process.poll() is None
