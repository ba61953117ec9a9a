"""What somebody filled in last time: bounded, and done without while the store is away."""

from redis.asyncio import Redis

from handlers.kit import last_values
from integrations.store import Store


async def test_the_last_forms_of_a_person_are_kept(use):
    """Twenty of them with forty short values each; the newest push the oldest out."""
    store = use.systems.store
    for n in range(25):
        await last_values.keep(store, "U1", f"job{n}", {f"p{i}": "x" for i in range(60)})
    await last_values.keep(store, "U1", "job7", {"long": "x" * 301, "short": "x" * 300})

    assert await last_values.of(store, "U1", "job4") == {}
    assert len(await last_values.of(store, "U1", "job24")) == 40
    assert await last_values.of(store, "U1", "job7") == {"short": "x" * 300}
    assert len(await store.get("last-values", "U1")) == 20
    assert await last_values.of(store, "U2", "job24") == {}


async def test_a_store_that_is_away_takes_nothing_from_anybody():
    """The form has the job's own defaults then."""
    away = Store(Redis.from_url("redis://127.0.0.1:1"), "nowhere")

    await last_values.keep(away, "U1", "deploy", {"a": "b"})
    assert await last_values.of(away, "U1", "deploy") == {}
    await away.close()
