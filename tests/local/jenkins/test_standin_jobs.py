"""What is there: jobs, folders, branches, colours, histories."""

from standin_server import wait_for


def test_lists_jobs_in_folders_and_branches(opened, client):
    """get_all_jobs finds every job at any depth; folders have no colour."""
    found = {job["fullname"]: job.get("color") for job in client.get_all_jobs()}

    assert found["team"] is None
    assert {"checkout", "team/api", "storefront/main", "storefront/feature%2Fgift-cards"} <= set(
        found
    )
    assert found["payments"] == "red"
    assert found["storefront/main"] == "blue"


def test_the_first_failure_of_checkout_comes_before_all_else(server, client):
    """A good build, then a bad one, are made first of all."""
    wait_for(lambda: client.get_job_info("checkout")["lastFailedBuild"])
    good, bad = (client.get_build_info("checkout", number) for number in (1, 2))

    assert (good["queueId"], good["result"]) == (1, "SUCCESS")
    assert bad["result"] == "FAILURE"


def test_a_job_tells_its_builds(opened, client):
    """The permalinks of a job with a good and a bad build."""
    info = client.get_job_info("recorded/ledger", fetch_all_builds=True)
    numbers = {name: info[name] and info[name]["number"] for name in info if "last" in name}

    assert numbers == {
        "lastBuild": 2,
        "lastCompletedBuild": 2,
        "lastFailedBuild": 2,
        "lastStableBuild": 1,
        "lastSuccessfulBuild": 1,
        "lastUnstableBuild": None,
        "lastUnsuccessfulBuild": 2,
    }
    assert info["healthReport"][0]["score"] == 50
    assert [build["number"] for build in info["builds"]] == [2, 1]
    assert (info["firstBuild"]["number"], info["nextBuildNumber"]) == (1, 3)


def test_permalinks_are_addresses(opened):
    """lastFailedBuild stands for a number in an address."""
    assert opened.get("job/recorded/job/ledger/lastFailedBuild/api/json").json()["number"] == 2
    assert opened.get("job/recorded/job/ledger/lastUnstableBuild/api/json").status_code == 404


def test_a_tree_brings_what_it_names(opened):
    """A nested tree with a range is answered in one request, by class and name."""
    tree = "name,builds[number,result,actions[causes[shortDescription]]]{0,1}"
    told = opened.get("job/recorded/job/ledger/api/json", params={"tree": tree}).json()

    (build,) = told["builds"]
    assert (set(told), set(build)) == (
        {"_class", "name", "builds"},
        {"_class", "number", "result", "actions"},
    )
    assert build["actions"][0] == {
        "_class": "hudson.model.CauseAction",
        "causes": [
            {
                "_class": "hudson.triggers.SCMTrigger$SCMTriggerCause",
                "shortDescription": "Started by an SCM change",
            }
        ],
    }


def test_a_broken_tree_is_400(server):
    """A tree that is no tree is refused with a reason."""
    answer = server.get("api/json", params={"tree": "jobs["})

    assert answer.status_code == 400
    assert "a property name is missing" in answer.text


def test_branch_jobs_are_addressed_by_encoded_names(opened, client):
    """feature/gift-cards is the job feature%2Fgift-cards, encoded once more in its address."""
    info = client.get_job_info("storefront/feature%2Fgift-cards")

    assert info["name"] == "feature%2Fgift-cards"
    assert info["displayName"] == "feature/gift-cards"
    assert info["url"].endswith("/job/storefront/job/feature%252Fgift-cards/")
    assert info["color"] == "red"
    assert opened.get("job/storefront/job/feature%252Fgift-cards/").status_code == 200


def test_job_exists_or_not(server, client):
    """python-jenkins tells existing jobs from others."""
    assert client.job_exists("team/api")
    assert not client.job_exists("team/apo")


def test_parameters_are_told_with_their_types(server, client):
    """Every kind of parameter definition has its class, default and choices; no password."""
    (answer,) = client.get_job_info("deploy")["property"]
    told = {
        definition["name"]: (
            definition["type"],
            definition["defaultParameterValue"].get("value"),
            definition.get("choices"),
        )
        for definition in answer["parameterDefinitions"]
    }

    assert told == {
        "environment": ("ChoiceParameterDefinition", "staging", ["staging", "production"]),
        "version": ("StringParameterDefinition", "1.8.0", None),
        "dry_run": ("BooleanParameterDefinition", True, None),
        "notes": ("TextParameterDefinition", "", None),
        "token": ("PasswordParameterDefinition", None, None),
        "source": ("RunParameterDefinition", None, None),
    }


def test_opening_causes(opened, client):
    """Builds started by the timer, another build, a push and a commit say so."""
    causes = {
        job: client.get_build_info(job, 1)["actions"][0]["causes"][0]["shortDescription"]
        for job in ("nightly", "deploy", "storefront/main", "payments")
    }

    assert causes == {
        "nightly": "Started by timer",
        "deploy": 'Started by upstream project "team/api" build number 3',
        "storefront/main": "Push event to branch",
        "payments": "Started by an SCM change",
    } or causes["deploy"].startswith('Started by upstream project "team/api" build number ')


def test_pages_show_foreign_text_as_text(opened):
    """A build's page escapes what the log says."""
    page = opened.get("job/recorded/job/ledger/2/", auth=None)

    assert page.status_code == 200
    assert "<pre>" in page.text
    assert "error[E0502]: cannot borrow `*account` as mutable" in page.text
    assert "--&gt; src/fees.rs:14:5" in page.text
