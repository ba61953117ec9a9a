"""The real openai client against a server on the wire: what is asked, what is read."""

import json

import pytest
from model_server import GOOD, WANTED, Server, Verdict, model_at, refused, said

from handlers.kit.redaction import redact
from integrations.llm import Model

ASKED = {
    "model": "small",
    "temperature": 0,
    "messages": [
        {
            "role": "system",
            "content": "Judge.\n\nAnswer with one JSON object and nothing else, of this"
            ' form:\n{\n "cause": "what broke",\n "lines": [\n  "the numbers of the lines'
            ' that show it"\n ]\n}',
        },
        {"role": "user", "content": "1 | boom"},
    ],
    "response_format": {
        "type": "json_schema",
        "json_schema": {
            "name": "Verdict",
            "strict": True,
            "schema": {
                "title": "Verdict",
                "description": "A small record.",
                "type": "object",
                "additionalProperties": False,
                "required": ["cause", "lines"],
                "properties": {
                    "cause": {
                        "title": "Cause",
                        "description": "what broke",
                        "type": "string",
                    },
                    "lines": {
                        "title": "Lines",
                        "description": "the numbers of the lines that show it",
                        "type": "array",
                        "items": {"type": "integer"},
                    },
                },
            },
        },
    },
}


async def test_a_question_gets_its_record():
    """One request: the schema, temperature 0, no tools, and the form in the prompt as well."""
    server = Server(said(GOOD))
    async with model_at(server, key="k-1") as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
    assert server.asked == [ASKED]
    assert server.headers[0]["Authorization"] == "Bearer k-1"


async def test_without_a_key_none_is_sent(monkeypatch):
    """Neither ours nor one that happens to be in the environment, and no organization."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-somebody-else")
    server = Server(said(GOOD))
    async with model_at(server) as (model, _):
        await model.ask("Judge.", "1 | boom", Verdict)
    sent = server.headers[0]
    assert "Authorization" not in sent
    assert "of-somebody-else" not in str(sent)


async def test_a_server_that_lacks_schemas_is_asked_more_plainly_and_it_is_remembered():
    """json_schema, then json_object, then plain text; the next question starts where it worked."""
    no = refused(400, "response_format is not supported")
    server = Server(no, no, said(f"Sure! Here it is:\n```json\n{GOOD}\n```\nHope it helps."))
    async with model_at(server) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
        assert await model.ask("Judge.", "2 | bang", Verdict) == WANTED
    forms = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_object", None, None]


async def test_a_model_that_takes_no_temperature_is_asked_without():
    """The last and plainest way: nothing but the messages."""
    no = refused(400, "temperature is not supported")
    server = Server(no, no, no, said(GOOD))
    async with model_at(server) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
    assert sorted(server.asked[3]) == ["messages", "model"]


@pytest.mark.parametrize(
    "content",
    [
        f"<think>is it {{the disk}}?</think>{GOOD}",
        f"The answer {{as asked}} is {GOOD}.",
        f'{{"note": "first try"}}\n{GOOD}',
        GOOD.replace("}", ', "mood": "helpful"}'),
        GOOD.replace("4", '"4"'),
    ],
)
async def test_the_record_is_found_amid_whatever_a_small_model_adds(content):
    """Thoughts, prose, a second object, a field too many, a number in quotes."""
    async with model_at(Server(said(content))) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ('{"cause": "full"}', "lines: Field required"),
        ('{"cause": "full", "lines": "all"}', "lines: Input should be a valid list"),
        ('{"cause": "the disk is fu', "the JSON object is cut off or not valid JSON"),
        ("I cannot tell.", "there is no JSON object in the answer"),
        ("", "the answer is empty"),
        (None, "the answer is empty"),
        ('{"a":' * 20_000, "the JSON object is cut off or not valid JSON"),
    ],
)
async def test_a_malformed_record_goes_back_once_with_what_is_wrong(broken, fault):
    """The second answer counts."""
    server = Server(said(broken), said(GOOD))
    async with model_at(server) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
    assert [turn["role"] for turn in server.asked[1]["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]
    assert server.asked[1]["messages"][2]["content"] == (broken or "")[:8000]
    assert server.asked[1]["messages"][3]["content"] == (
        f"That does not fit: {fault}. Answer again with the corrected JSON object and nothing else."
    )


async def test_a_ping_says_that_the_model_answers():
    """It asks for one word, for only a real answer proves address, key and model."""
    server = Server(said("ok"))
    async with model_at(server) as (model, _):
        assert await model.ping() == "small answers"
    assert server.asked[0]["messages"] == [{"role": "user", "content": "Answer with the word ok."}]


async def test_a_model_never_asked_can_be_closed():
    """Closing twice is fine as well."""
    model = Model("http://127.0.0.1:9/v1", "small", clean=redact)
    await model.close()
    await model.close()


def test_asking_for_a_record_costs_nothing_until_it_is_asked():
    """The openai package is not imported with the module, for it takes a second."""
    import subprocess  # noqa: PLC0415  a fresh interpreter shows it
    import sys  # noqa: PLC0415

    code = "import sys, integrations.llm; print(json := 'openai' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_form_reads_as_its_own_example():
    """What the prompt shows is JSON."""
    from integrations import records  # noqa: PLC0415  beside its one use

    assert json.loads(records.form(Verdict).partition("\n")[2]) == {
        "cause": "what broke",
        "lines": ["the numbers of the lines that show it"],
    }
