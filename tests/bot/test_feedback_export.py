"""`pilothouse feedback export`: one JSON object a rating, with what was asked, read and answered."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from model_server import Server, model_at, streamed
from office import DATABASE, office
from redis import Redis as SyncRedis

ROOT = Path(__file__).parent.parent.parent


async def pressed_bad(at, root):
    """Ask, press Bad under the answer, and say why in the form's words."""
    await at.mention("summarise this thread", thread=root)
    await at.work()
    (answer,) = await at.answers(root)
    (value,) = [
        each["negative_button"]["value"]
        for block in answer["blocks"]
        for each in block.get("elements", ())
        if each.get("type") == "feedback_buttons"
    ]
    await at.press(answer, "run:rate", value)
    await at.work()
    await at.mention(f'{value} "it was the cache" "right=the cache was cold"', thread=root)
    await at.work()


async def test_what_people_pressed_is_exported(valkey):
    """The question, what the model read, what it said, the verdict, the reason, the correction."""
    server = Server(streamed("payments returns 500 [m1]\n"))
    async with (
        model_at(server) as (_, url),
        office(valkey, llm_base_url=url, llm_model="small") as at,
    ):
        root = await at.says("U0LINWEI0", "payments returns 500")
        await pressed_bad(at, root)

    exported = await asyncio.to_thread(run, f"{valkey}?db={DATABASE}", "--since", "1d")
    (line,) = [json.loads(each) for each in exported.stdout.splitlines()]
    assert (exported.returncode, exported.stderr) == (0, "")
    assert line["question"] == "summarise this thread"
    assert line["context"][0].endswith("payments returns 500")
    assert line["answer"][0].startswith("payments returns 500 (")
    assert (line["model"], line["rating"]) == ("small", "bad")
    assert (line["reason"], line["correction"]) == ("it was the cache", "the cache was cold")
    assert "U0ADALIND" not in json.dumps(line)


def run(url, *words):
    """Run the command in a process of its own, as an operator does."""
    environment = {**os.environ, "REDIS_URL": url}
    command = [sys.executable, "-m", "bot", "feedback", "export", *words]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


async def test_of_a_private_answer_no_word_is_exported(valkey):
    """The verdict and the ids of what was read."""
    server = Server(streamed("payments returns 500 [m1]\n"))
    async with (
        model_at(server) as (_, url),
        office(valkey, llm_base_url=url, llm_model="small") as at,
    ):
        root = await at.says("U0LINWEI0", "payments returns 500", channel="G0WARROOM")
        await at.mention("summarise this thread", thread=root, channel="G0WARROOM")
        await at.work()
        (answer,) = await at.answers(root, "G0WARROOM")
        id = json.dumps(answer).partition("ops rate ")[2].split()[0]
        await at.mention(f"ops rate {id} bad the plan was wrong", thread=root, channel="G0WARROOM")
        await at.work()

    exported = await asyncio.to_thread(run, f"{valkey}?db={DATABASE}")
    (line,) = [json.loads(each) for each in exported.stdout.splitlines()]
    assert line["private"]
    assert line["rating"] == "bad"
    assert line["evidence"] == ["m1"]
    assert "500" not in json.dumps(line["context"] + line["answer"])
    assert (line["question"], line["reason"]) == ("", "")


def test_a_time_that_is_none_is_a_sentence(valkey):
    """And nothing is printed."""
    told = run(valkey, "--since", "soon")
    assert (told.returncode, told.stdout) == (2, "")
    assert "`soon` is no time: write 12h, 30d, 4w or 2026-11-01." in told.stderr


def test_without_a_store_it_says_so(tmp_path):
    """One sentence, exit code 1."""
    told = run(f"unix://{tmp_path}/none.sock")
    assert (told.returncode, told.stdout) == (1, "")
    assert "pilothouse feedback: Asked Redis at unix://" in told.stderr


def test_an_empty_store_exports_nothing(valkey):
    """No line at all."""
    with SyncRedis.from_url(valkey, db=DATABASE) as redis:
        redis.flushdb()
    told = run(f"{valkey}?db={DATABASE}")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
