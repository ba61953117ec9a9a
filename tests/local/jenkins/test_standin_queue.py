"""The queue and the executors: orders, refusals, waiting, watching, aborting."""

import re

import jenkins
import pytest
import requests
from standin_server import wait_for


def refused(call):
    with pytest.raises(requests.HTTPError) as error:
        call()
    return error.value.response.status_code


def test_orders_that_jenkins_refuses(opened, client):
    """400 without the parameters' form or with a wrong choice, 404 unknown, 409 disabled."""
    assert refused(lambda: client.build_job("checkout")) == 400
    assert refused(lambda: client.build_job("deploy", {"environment": "moon"})) == 400
    with pytest.raises(jenkins.NotFoundException):
        client.build_job("nowhere")
    with pytest.raises(jenkins.JenkinsException, match="not parameterized"):
        client.build_job("team/api", {"branch": "main"})
    client.disable_job("recorded/ledger")
    assert client.get_job_info("recorded/ledger")["color"] == "disabled"
    assert refused(lambda: client.build_job("recorded/ledger")) == 409
    client.enable_job("recorded/ledger")
    assert opened.get("job/checkout/build").status_code == 405


def test_an_equal_wish_in_the_queue_is_the_same_item(opened, client):
    """Two equal orders within the quiet period become one build."""
    first = client.build_job("team/api")

    assert client.build_job("team/api") == first
    opened.finished(client, "team/api", first)


def nightly(server, client, rounds):
    """Start a long build and wait until it prints."""
    item = client.build_job("nightly", {"rounds": str(rounds)})
    build = wait_for(lambda: client.get_queue_item(item).get("executable"))
    number = build["number"]
    wait_for(lambda: "round 1/" in server.get(f"job/nightly/{number}/consoleText").text)
    return number


def test_a_running_build_is_watched_and_aborted(opened, client, processes_in):
    """Progressive text grows, the job blinks, stop ends it and its processes, in the user's name."""
    number = nightly(opened, client, 50)
    address = f"job/nightly/{number}"
    text = opened.get(f"{address}/logText/progressiveText")
    start = int(text.headers["X-Text-Size"])
    more = wait_for(
        lambda: (
            answer
            if (answer := opened.get(f"{address}/logText/progressiveText?start={start}")).content
            else None
        )
    )
    info = client.get_job_info("nightly")
    running = [(build["name"], build["number"]) for build in client.get_running_builds()]
    workspace = opened.standin.machine.home / "workspace" / "nightly"
    before = processes_in(workspace)
    client.stop_build("nightly", number)
    build = wait_for(
        lambda: b if not (b := client.get_build_info("nightly", number))["building"] else None
    )
    log = client.get_build_console_output("nightly", number)

    assert text.headers["X-More-Data"] == "true"
    assert re.match(r"round \d+/50", more.text)
    assert info["color"].endswith("_anime")
    assert ("nightly", number) in running
    assert before
    assert build["result"] == "ABORTED"
    [stopped] = [each for each in build["actions"] if "Interrupted" in each.get("_class", "")]
    assert [each["shortDescription"] for each in stopped["causes"]] == ["Aborted by Pilot"]
    assert log.endswith("Aborted by Pilot\nFinished: ABORTED\n")
    assert processes_in(workspace) == []
    assert {stage["status"] for stage in client.get_build_stages("nightly", number)["stages"]} == {
        "SUCCESS",
        "ABORTED",
    }
    done = opened.get(f"{address}/logText/progressiveText?start={len(log.encode())}")
    assert (done.text, "X-More-Data" in done.headers) == ("", False)


def test_the_queue_tells_why_something_waits(opened, client):
    """Two executors: a third build is buildable and waits, and can be cancelled."""
    numbers = [nightly(opened, client, 40), nightly(opened, client, 41)]
    item = client.build_job("team/api")
    told = wait_for(lambda: t if (t := client.get_queue_item(item))["buildable"] else None)
    listed = [(i["id"], i["task"]["name"]) for i in client.get_queue_info()]
    client.cancel_queue(item)
    cancelled = client.get_queue_item(item)
    nodes = client.get_nodes()
    for number in numbers:
        client.stop_build("nightly", number)

    assert told["_class"] == "hudson.model.Queue$BuildableItem"
    assert told["why"] == "Waiting for next available executor"
    assert (item, "api") in listed
    assert (cancelled["cancelled"], cancelled["executable"]) == (True, None)
    assert nodes == [{"name": "Built-In Node", "offline": False}]
    wait_for(lambda: not client.get_job_info("nightly")["color"].endswith("_anime"))


def test_a_job_that_builds_one_at_a_time_blocks(opened, client):
    """A second build of a job without concurrent builds waits for the first, and says so."""
    first = client.build_job("deploy", {"environment": "production", "version": "3.0.0"})
    wait_for(lambda: client.get_queue_item(first).get("executable"))
    second = client.build_job("deploy", {"environment": "production", "version": "3.0.1"})
    told = wait_for(lambda: t if (t := client.get_queue_item(second))["blocked"] else None)

    assert re.fullmatch(r"Build #\d+ is already in progress \(ETA: .+\)", told["why"])
    assert opened.finished(client, "deploy", second)["result"] == "SUCCESS"
