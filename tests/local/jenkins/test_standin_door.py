"""Who gets in: tokens, crumbs, permissions, and how a refusal looks."""

import jenkins
import pytest
import requests


def test_every_answer_says_its_version(server, client):
    """Headers that clients read the version from are on good answers and on bad ones."""
    assert client.get_version() == "2.516.3"
    answer = server.get("job/nowhere/api/json")

    assert (answer.status_code, answer.headers["X-Jenkins"]) == (404, "2.516.3")
    assert answer.headers["X-Hudson"] == "1.395"
    assert "<title>Error 404 Not Found</title>" in answer.text


def test_who_am_i(client):
    """The account behind the token is told."""
    assert client.get_whoami()["fullName"] == "Pilot"


def test_wrong_token_is_401_in_html(server):
    """A wrong token gets Jetty's page and a challenge."""
    answer = server.get("api/json", auth=("pilot", "wrong"))

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="Jenkins"'
    assert "Invalid password/token for user: pilot" in answer.text


def test_python_jenkins_takes_a_wrong_token_for_failed_authentication(server):
    """python-jenkins says "Possibly authentication failed [401]"."""
    wrong = server.client("pilot", "wrong")
    with pytest.raises(jenkins.JenkinsException, match=r"authentication failed \[401\]"):
        wrong.get_info()
    wrong._session.close()


def test_anonymous_may_see_pages_but_not_the_api(server):
    """A link opens in a browser without an account; the API asks for one."""
    page, api = server.get("", auth=None), server.get("api/json", auth=None)

    assert (page.status_code, api.status_code) == (200, 403)
    assert "Authentication required" in api.text


def test_a_post_needs_the_crumb_of_its_session(server):
    """Without crumb 403; with the crumb but without its cookie 403; with both it is done."""
    session = requests.Session()
    session.auth = ("pilot", "11aa22bb33cc44dd")
    url = f"{server.url}job/team/job/api/build"
    issued = session.get(f"{server.url}crumbIssuer/api/json", timeout=10).json()
    crumb = {issued["crumbRequestField"]: issued["crumb"]}

    bare = requests.post(url, auth=session.auth, timeout=10)
    stray = requests.post(url, auth=session.auth, headers=crumb, timeout=10)
    right = session.post(url, headers=crumb, timeout=10)
    session.close()

    assert issued["_class"] == "hudson.security.csrf.DefaultCrumbIssuer"
    assert (bare.status_code, stray.status_code, right.status_code) == (403, 403, 201)
    assert "No valid crumb was included in the request" in bare.text


def test_an_old_crumb_is_refused_until_it_is_fetched_anew(server, client):
    """After a restart python-jenkins's crumb is stale; forgetting it helps."""
    client.get_info()
    server.standin.door.forget()

    with pytest.raises(jenkins.JenkinsException, match="No valid crumb"):
        client.build_job("team/api")
    client.crumb = None
    assert client.build_job("team/api") > 0


def test_a_reader_may_look_but_not_build(reader):
    """Building without the permission is 403 with Jenkins's sentence."""
    assert reader.get_job_info("checkout")["name"] == "checkout"
    with pytest.raises(jenkins.JenkinsException, match="visitor is missing the Job/Build"):
        reader.build_job("checkout", {"branch": "main"})
