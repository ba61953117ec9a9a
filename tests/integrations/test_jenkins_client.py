"""What the client asks of Jenkins, and what it makes of good answers."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from jenkins_answers import CRUMB, HEADERS, answer, asking, serving

from integrations.errors import NotFoundError
from integrations.jenkins import Finished, Jenkins, QueueItem, Stage


def job(name, color="blue", **more):
    """A job in a list of jobs."""
    return {"_class": "x.WorkflowJob", "name": name, "color": color, **more}


def folder(name, *jobs):
    """A folder in a list of jobs."""
    return {"_class": "com.cloudbees.hudson.plugins.folder.Folder", "name": name, "jobs": [*jobs]}


async def test_all_jobs_come_in_one_request_whatever_folder_they_are_in():
    """Folders and multibranch projects are flattened, and hostile names are left out."""
    listed = {
        "jobs": [
            job("checkout", "red"),
            folder("team", job("api", "blue_anime"), folder("web", job("feature%2Fcart"))),
            folder("empty"),
            job(".."),
        ]
    }
    async with serving({"GET /api/json": listed}) as site, asking(site.url) as jenkins:
        found = await jenkins.jobs()
    assert [(each.path, each.kind, each.result, each.building, each.url) for each in found] == [
        ("checkout", "pipeline", "FAILURE", False, f"{site.url}/job/checkout/"),
        ("team/api", "pipeline", "SUCCESS", True, f"{site.url}/job/team/job/api/"),
        (
            "team/web/feature%2Fcart",
            "pipeline",
            "SUCCESS",
            False,
            f"{site.url}/job/team/job/web/job/feature%252Fcart/",
        ),
    ]
    assert site.asked == ["GET /api/json"]
    assert len(site.requests[0].raw_path) < 2000  # bytes; front ends refuse addresses over 8 KB


async def test_a_folder_too_deep_for_one_answer_is_asked_again():
    """No job is lost, however deep the folders go."""
    deep = folder("g", {"name": "x"})
    for name in "fedcba":
        deep = folder(name, deep)

    async def below(request):
        return answer({"jobs": [job("x")]})

    routes = {
        "GET /api/json": {"jobs": [deep]},
        "GET /job/a/job/b/job/c/job/d/job/e/job/f/api/json": below,
    }
    async with serving(routes) as site, asking(site.url) as jenkins:
        found = await jenkins.jobs()
    assert [each.path for each in found] == ["a/b/c/d/e/f/x"]
    assert len(site.asked) == 2


async def test_finished_builds_of_every_job_come_in_one_request():
    """A job that never completed a build is not among them."""
    listed = {
        "jobs": [
            job("a", lastCompletedBuild={"number": 7, "result": "FAILURE"}),
            job("new", lastCompletedBuild=None),
            folder("t", job("b", lastCompletedBuild={"number": 1, "result": "SUCCESS"})),
        ]
    }
    async with serving({"GET /api/json": listed}) as site, asking(site.url) as jenkins:
        assert await jenkins.finished() == (
            Finished("a", 7, "FAILURE"),
            Finished("t/b", 1, "SUCCESS"),
        )
    assert site.asked == ["GET /api/json"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("checkout", "/job/checkout/"),
        ("team/api", "/job/team/job/api/"),
        ("team/feature%2Fx", "/job/team/job/feature%252Fx/"),
        ("größe & co/a;b?c#d", "/job/gr%C3%B6%C3%9Fe%20%26%20co/job/a%3Bb%3Fc%23d/"),
        ("a+b", "/job/a%2Bb/"),
        ("v1.2..3", "/job/v1.2..3/"),
    ],
)
async def test_every_part_of_a_jobs_name_is_encoded_once(path, address):
    """Folders, branches with slashes, spaces and other scripts reach the job that is meant."""
    seen = []

    async def everything(request):
        seen.append(request.raw_path.partition("api/json")[0].partition("5/")[0])
        return answer({"name": "x", "number": 5})

    async with serving(everything) as site, asking(site.url) as jenkins:
        found = await jenkins.job(path)
        await jenkins.build(path, 5)
        await jenkins.builds(path)
    assert seen == [address] * 3
    assert found.url == f"{site.url}{address}"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "Asked {} for the job  and got nothing: a job's name may not be empty."),
        (
            "a/../b",
            "Asked {} for the job a/../b and got nothing: a job's name may not hold “..” as a part.",
        ),
        (
            "%2e%2E/x",
            "Asked {} for the job %2e%2E/x and got nothing:"
            " a job's name may not hold “%2e%2E” as a part.",
        ),
        (
            "/etc",
            "Asked {} for the job /etc and got nothing:"
            " a job's name may not have an empty part between slashes.",
        ),
        (
            "a\r\nX: y",
            "Asked {} for the job a��X: y and got nothing:"
            " a job's name may not hold control characters.",
        ),
    ],
)
async def test_a_name_that_is_no_jobs_is_not_even_asked_for(path, sentence):
    """Names that would leave the jobs' addresses end in a sentence, and nothing is sent."""
    async with serving({}) as site, asking(site.url) as jenkins:
        with pytest.raises(NotFoundError) as error:
            await jenkins.job(path)
    assert str(error.value) == sentence.format(f"Jenkins at {site.url}")
    assert site.asked == []


async def test_a_build_is_asked_for_by_number_or_as_the_last_one():
    """Without a number it is the last build, in one request."""
    routes = {
        "GET /job/a/5/api/json": {"number": 5, "result": "SUCCESS"},
        "GET /job/a/lastBuild/api/json": {"number": 9, "building": True},
    }
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert (await jenkins.build("a", 5)).name == "a #5"
        assert (await jenkins.build("a")).name == "a #9"
    assert site.asked == ["GET /job/a/5/api/json", "GET /job/a/lastBuild/api/json"]


@pytest.mark.parametrize(("limit", "key"), [(20, "builds"), (250, "allBuilds")])
async def test_builds_come_newest_first_in_one_request(limit, key):
    """As many as are wanted, also beyond the hundred that Jenkins lists by itself."""
    routes = {"GET /job/a/api/json": {key: [{"number": 2}, {"number": 1}]}}
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert [each.number for each in await jenkins.builds("a", limit)] == [2, 1]
    tree = site.requests[0].query["tree"]
    assert tree.startswith(f"{key}[number,")
    assert tree.endswith(f"]{{0,{limit}}}")


async def test_stages_and_tests_are_nothing_where_jenkins_has_none():
    """Without the plugin, the pipeline or the report there are no stages and no tests."""
    async with serving({}) as site, asking(site.url) as jenkins:
        assert await jenkins.stages("a", 1) == ()
        assert await jenkins.tests("a", 1) is None


async def test_stages_have_name_status_and_duration():
    """The Stage View plugin's answer is read."""
    stages = [
        {"id": "6", "name": "Build", "status": "SUCCESS", "durationMillis": 1500},
        {"id": "12", "name": "Test", "status": "FAILED"},
    ]
    routes = {"GET /job/a/1/wfapi/describe/": {"stages": stages}}
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert await jenkins.stages("a", 1) == (
            Stage("6", "Build", "SUCCESS", timedelta(seconds=1.5)),
            Stage("12", "Test", "FAILED", timedelta()),
        )


async def test_a_stages_log_is_that_of_its_steps_without_markup():
    """The steps' texts follow one another, and HTML's signs are what they stand for again."""
    node = "GET /job/a/1/execution/node/"
    routes = {
        f"{node}12/wfapi/describe": {
            "id": "12",
            "stageFlowNodes": [{"id": "13"}, {"id": "../../x"}, {"id": "14"}, {"id": "15"}],
        },
        f"{node}13/wfapi/log": {"text": "+ make &amp;&amp; make test\n", "hasMore": False},
        f"{node}14/wfapi/log": {"nodeId": "14"},
        f"{node}15/wfapi/log": {"text": '<span class="timestamp">12:00 </span>a &lt; b'},
    }
    async with serving(routes) as site, asking(site.url) as jenkins:
        log = await jenkins.stage_log("a", 1, "12")
        with pytest.raises(NotFoundError, match="a stage's id is a number"):
            await jenkins.stage_log("a", 1, "../12")
    assert log == "+ make && make test\n12:00 a < b\n"
    assert len(site.asked) == 4


def ordering(**routes):
    """A Jenkins that takes orders, with crumbs."""

    async def created(request):
        await request.post()
        headers = {**HEADERS, "Location": "http://elsewhere.example/queue/item/41/"}
        return web.Response(status=201, headers=headers)

    return {"GET /crumbIssuer/api/json": CRUMB, "POST /job/a/build": created,
            "POST /job/a/buildWithParameters": created, **routes}  # fmt: skip


async def test_an_order_sends_its_parameters_in_the_body():
    """Secrets among the parameters do not reach the access log, and the queue item comes back."""
    async with serving(ordering()) as site, asking(site.url) as jenkins:
        assert await jenkins.trigger("a", {"branch": "fix & more", "KEY": "hunter2"}) == 41
        assert await jenkins.trigger("a", {}) == 41
    order = site.requests[1]
    assert site.asked == [
        "GET /crumbIssuer/api/json",
        "POST /job/a/buildWithParameters",
        "POST /job/a/build",
    ]
    assert order.query_string == ""
    assert dict(await order.post()) == {"branch": "fix & more", "KEY": "hunter2"}
    assert order.headers["Jenkins-Crumb"] == "c1"
    assert order.headers["Authorization"] == "Basic YWRhOnMzY3JldA=="


async def test_a_job_with_parameters_is_built_with_its_defaults():
    """Jenkins refuses a plain order of such a job with 400, and takes the other kind."""

    async def refused(request):
        return web.Response(status=400, text="Nothing is submitted")

    routes = ordering(**{"POST /job/a/build": refused})
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert await jenkins.trigger("a", {}) == 41
    assert site.asked[-2:] == ["POST /job/a/build", "POST /job/a/buildWithParameters"]


async def test_a_stale_crumb_is_asked_for_again_once():
    """After Jenkins restarted, the next order works as if nothing had been."""
    crumbs = iter(["c1", "c2", "c3"])

    async def crumb(request):
        return answer({**CRUMB, "crumb": next(crumbs)})

    async def build(request):
        if request.headers.get("Jenkins-Crumb") == "c1":
            page = "<h1>HTTP ERROR 403 No valid crumb was included in the request</h1>"
            return web.Response(status=403, text=page, content_type="text/html")
        return web.Response(status=201, headers={"Location": "/queue/item/5"})

    routes = {"GET /crumbIssuer/api/json": crumb, "POST /job/a/build": build}
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert await jenkins.trigger("a", {}) == 5
    assert site.asked == ["GET /crumbIssuer/api/json", "POST /job/a/build"] * 2


async def test_a_queue_item_tells_the_build_it_became():
    """From waiting to the number of the build."""
    routes = {"GET /queue/item/41/api/json": {"id": 41, "executable": {"number": 6}}}
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert await jenkins.queued(41) == QueueItem(41, "", 6)


async def test_stopping_does_not_follow_jenkins_to_the_page_it_shows():
    """Jenkins points to the build's page under its own address, which we may not reach."""

    async def stop(request):
        return web.Response(status=302, headers={"Location": "http://public.example/job/a/6/"})

    async with (
        serving(ordering(**{"POST /job/a/6/stop": stop})) as site,
        asking(site.url) as jenkins,
    ):
        await jenkins.stop("a", 6)
    assert site.asked == ["GET /crumbIssuer/api/json", "POST /job/a/6/stop"]


@pytest.mark.parametrize(
    ("page", "jobs", "sign"),
    [
        ('<a href="/job/a/build?delay=0sec">Build Now</a>', ["a"], "as ada: read, build"),
        ('<a href="/job/a/changes">Changes</a>', ["a"], "as ada: read"),
        ("", [], "as ada: read, but it sees no job"),
    ],
)
async def test_a_ping_tells_version_user_and_rights(page, jobs, sign):
    """The right to build shows on a job's page; nothing is built to find it out."""

    async def shown(request):
        return web.Response(text=page, content_type="text/html", headers=HEADERS)

    routes = {
        "GET /me/api/json": {"id": "ada", "fullName": "Ada Lovelace"},
        "GET /api/json": {"jobs": [{"name": name, "buildable": True} for name in jobs]},
        "GET /job/a/": shown,
    }
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert await jenkins.ping() == f"Jenkins 2.516.3 {sign}"
    assert all(each.startswith("GET ") for each in site.asked)


async def test_without_a_user_jenkins_is_asked_as_nobody():
    """No Authorization header is sent, and the ping says so."""
    async with serving({"GET /api/json": {"jobs": []}}) as site:
        jenkins = Jenkins(site.url + "/")
        assert await jenkins.ping() == "Jenkins 2.516.3 as nobody: read, but it sees no job"
        await jenkins.close()
    assert all("Authorization" not in each.headers for each in site.requests)


async def test_user_and_password_in_the_address_are_used_and_never_shown():
    """They go into the Authorization header; base and errors hold the host alone."""
    async with serving({"GET /j/api/json": {"jobs": []}}) as site:
        jenkins = Jenkins(site.url.replace("://", "://ada:p%40ss@") + "/j/")
        await jenkins.jobs()
        await jenkins.close()
    assert jenkins.base == f"{site.url}/j"
    assert site.requests[0].headers["Authorization"] == "Basic YWRhOnBAc3M="


def test_an_address_that_is_none_is_refused_at_once():
    """The mistake shows at the start, not at the first question."""
    with pytest.raises(ValueError, match="must look like"):
        Jenkins("jenkins.example")


async def test_several_questions_are_asked_at_the_same_time():
    """Six answers that take a while each come together, not one after the other."""

    all_here = asyncio.Barrier(6)

    async def together(request):
        await all_here.wait()
        return answer({"number": 1})

    async with serving(together) as site, asking(site.url) as jenkins:
        found = await asyncio.gather(*(jenkins.build("a", 1) for _ in range(6)))
    assert [each.number for each in found] == [1] * 6


async def test_a_connection_is_kept_for_the_next_question():
    """Ten questions one after the other need one connection."""
    peers = set()

    async def told(request):
        peers.add(request.transport.get_extra_info("peername"))
        return answer({"number": 1})

    async with serving(told) as site, asking(site.url) as jenkins:
        for _ in range(10):
            await jenkins.build("a", 1)
    assert len(peers) == 1
