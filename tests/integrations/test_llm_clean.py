"""No text reaches a model's server but through what takes its secrets out."""

import asyncio

import pytest
from model_server import GOOD, Server, Verdict, model_at, said, streamed

from integrations.llm import Model

AWS = "AKIA" + "Q3EGRT5XKQZ2LDPW"
BARE = "q7Rw2Zx9" + "Lk4Tn8Vb1Jp6Hd3Sf5Gc0Mt"
# What a secret comes in: the carriers of foreign text that the bot reads.
CARRIERS = {
    "a line of a log": "41 | + export API_TOKEN={secret}",
    "a commit": "- 4f2a9c1b: use {secret} for the deploy (ada)",
    "a branch": "Branch: fix/{secret}-login",
    "a test's name": "- test_login[{secret}]",
    "an alert's annotation": "description: basic auth password={secret}",
    "a parameter": 'DEPLOY_KEY="{secret}"',
    "a thread": "[m3] ada 10:02: the token is {secret}",
    "a stack trace": "\tat Client.login(https://ci:{secret}@git.example/shop.git)",
    "a difference": "+  password: '{secret}'",
    "a YAML file": "- name: ACME_TOKEN\n  value: {secret}",
    "a header": "Authorization: Bearer {secret}",
    "XML": "<password>{secret}</password>",
    "nothing": "{secret}",
}


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS.keys())
@pytest.mark.parametrize("secret", [AWS, BARE], ids=["a known key", "a vendor nobody knows"])
async def test_a_secret_never_reaches_the_model_in_whatever_carries_it(carrier, secret):
    """Asked for a record or for a stream, in the rules or in the question: not on the wire."""
    server = Server(said(GOOD), streamed("all is ", "well"))
    text = carrier.format(secret=secret)
    async with model_at(server) as (model, _):
        await model.ask(text, f"before\n{text}\nafter", Verdict)
        async with asyncio.timeout(30):
            assert [piece async for piece in model.stream(text, text)]
    assert len(server.asked) == 2
    assert secret not in repr(server.asked)
    assert repr(server.asked).count("[redacted: ") >= 4


async def test_what_goes_back_to_be_repaired_is_clean_too():
    """A model that makes up a key in a malformed answer is not sent it again."""
    server = Server(said(f"no record, API_TOKEN={BARE}"), said(GOOD))
    async with model_at(server) as (model, _):
        await model.ask("s", "u", Verdict)
    assert BARE not in repr(server.asked[1])


def test_a_model_cannot_be_made_without_it():
    """So no caller can forget it."""
    with pytest.raises(TypeError, match="clean"):
        Model("http://127.0.0.1:9/v1", "small")
