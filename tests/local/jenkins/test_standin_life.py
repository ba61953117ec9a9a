"""Starting, stopping, living beside another, telling a webhook, misbehaving on demand."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import jenkins
import pytest
import requests
from standin_server import serving, wait_for

from bot.local.jenkins import catalogue as jobs
from bot.local.jenkins.faults import MODES
from bot.local.jenkins.jobs import Job, Sh, Stage

SLEEPER = Job(
    "sleeper",
    repository="deploy",
    stages=(Stage("Sleep", (Sh("sleep 300 & echo started\nsleep 300"),)),),
    opening=(0,),
)
SHORT = Job(
    "short",
    repository="deploy",
    stages=(Stage("Hurry", (Sh("trap '' TERM; echo busy; sleep 300"),)),),
    timeout=0.5,
    opening=(0,),
)


@pytest.fixture
def hook():
    """An address that keeps the JSON which is posted to it."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format, *args):
            """Say nothing."""

    receiver = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=receiver.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{receiver.server_port}/hooks/jenkins", heard
    receiver.shutdown()
    thread.join()
    receiver.server_close()


def test_the_webhook_hears_of_each_phase(tmp_path, hook):
    """QUEUED, STARTED, COMPLETED and FINALIZED arrive with job, number, status, commit; no secrets."""
    address, heard = hook
    with serving(tmp_path, (jobs.DEPLOY, jobs.FOLDERS[0]), address) as server:
        server.run(server.standin.opened())
        assert heard == []  # history is no news
        client = server.client()
        item = client.build_job("deploy", {"token": "hush-hush", "version": "2.0.0"})
        build = server.finished(client, "deploy", item)
        client._session.close()
        wait_for(lambda: len(heard) == 4)
        told = heard[2]["build"]

        assert [each["build"]["phase"] for each in heard] == [
            "QUEUED",
            "STARTED",
            "COMPLETED",
            "FINALIZED",
        ]
        assert (heard[2]["name"], heard[2]["url"]) == ("deploy", "job/deploy/")
        assert told["full_url"] == build["url"]
        assert (told["number"], told["queue_id"], told["status"]) == (2, item, "SUCCESS")
        assert told["scm"]["branch"] == "origin/main"
        assert told["scm"]["commit"] == build["actions"][2]["lastBuiltRevision"]["SHA1"]
        assert told["parameters"]["version"] == "2.0.0"
        assert "hush-hush" not in json.dumps(heard)


def test_nobody_listening_harms_no_build(tmp_path):
    """A webhook that cannot be reached is no fault of the build's."""
    with serving(tmp_path, (jobs.DEPLOY,), "http://127.0.0.1:9/") as server:
        client = server.client()
        item = client.build_job("deploy", {"version": "2.0.0"})
        assert server.finished(client, "deploy", item)["result"] == "SUCCESS"
        client._session.close()


def test_stopping_ends_builds_and_their_children(tmp_path, processes_in):
    """After stop no process of a build is left, not even one in its background."""
    with serving(tmp_path, (SLEEPER,)) as server:
        history = server.standin.machine.jobs["sleeper"]
        wait_for(lambda: history.builds and b"started" in history.builds[0].console.since(0))
        assert len(processes_in(tmp_path)) >= 2

    assert processes_in(tmp_path) == []
    assert history.builds[0].result == "ABORTED"


def test_a_build_that_takes_too_long_is_aborted(tmp_path, processes_in):
    """The job's timeout ends even a build that ignores the polite signal."""
    with serving(tmp_path, (SHORT,)) as server:
        server.run(server.standin.opened())
        (build,) = server.standin.machine.jobs["short"].builds
        log = build.console.since(0).decode()

        assert build.result == "ABORTED"
        assert "Timeout has been exceeded\nFinished: ABORTED\n" in log
        assert processes_in(tmp_path) == []


def test_numbers_go_on_after_a_restart(tmp_path):
    """A start in the same home begins a new history, with new numbers."""
    numbers = []
    for _ in range(2):
        with serving(tmp_path, (jobs.DEPLOY,)) as server:
            server.run(server.standin.opened())
            numbers += [build.number for build in server.standin.machine.jobs["deploy"].builds]

    assert numbers == [1, 2]


def test_two_live_beside_each_other(server, tmp_path):
    """A second stand-in has its own jobs, tokens' crumbs and builds."""
    with serving(tmp_path, (jobs.DEPLOY,)) as other:
        first, second = server.client(), other.client()
        names = [{job["name"] for job in client.get_jobs()} for client in (first, second)]
        first._session.close()
        second._session.close()

        assert "checkout" in names[0]
        assert names[1] == {"deploy"}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A stand-in that may misbehave without harm to other tests."""
    with serving(tmp_path_factory.mktemp("faulty"), (jobs.DEPLOY,)) as made:
        yield made


@pytest.fixture
def switch(faulty):
    """Sets the fault; it is gone after the test."""

    def to(mode, **more):
        url = f"{faulty.url}standin/fault"
        return requests.post(url, json={"mode": mode, **more}, timeout=5).status_code

    yield to
    to("none")


@pytest.mark.parametrize("status", [401, 403, 404, 503])
def test_refusing_faults(faulty, switch, status):
    """The server refuses everything with the status one wishes."""
    assert switch(str(status)) == 200
    assert faulty.get("api/json").status_code == status


def test_down_looks_like_a_dead_server(faulty, switch):
    """The connection is cut."""
    switch("down")
    with pytest.raises(requests.ConnectionError):
        faulty.get("api/json")


def test_html_in_place_of_json(faulty, switch):
    """A sign-in page answers with 200, as a proxy would."""
    switch("html")
    client = faulty.client()
    with pytest.raises(jenkins.JenkinsException):
        client.get_info()
    with pytest.raises(ValueError, match="Expecting value"):
        faulty.get("api/json").json()
    client._session.close()


def test_slow_and_hanging(faulty, switch):
    """Slow answers late but right; hanging never does."""
    switch("slow", seconds=0.2)
    answer = faulty.get("api/json")
    switch("hang")
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{faulty.url}api/json", timeout=0.3)

    assert answer.elapsed.total_seconds() >= 0.2
    assert answer.json()["mode"] == "NORMAL"


def test_unknown_faults_are_refused(switch):
    """A mode that does not exist is an error that lists those that do."""
    assert switch("earthquake") == 400
    assert "hang" in MODES


@pytest.mark.parametrize(("mode", "built"), [("lost", False), ("dropped", True), ("failed", True)])
def test_orders_may_be_lost_and_answers_too(faulty, switch, mode, built):
    """Before it is done or after it, only what is posted; whoever reads is answered as ever."""
    client = faulty.client()
    client.get_whoami()
    before = client.get_job_info("deploy")["nextBuildNumber"]
    switch(mode)
    with pytest.raises((requests.ConnectionError, jenkins.JenkinsException)):
        client.build_job("deploy", {"environment": "staging"})
    switch("none")

    def ordered():
        waiting = [i for i in client.get_queue_info() if i["task"]["name"] == "deploy"]
        return bool(waiting) or client.get_job_info("deploy")["nextBuildNumber"] > before

    assert ordered() == built
    client._session.close()
