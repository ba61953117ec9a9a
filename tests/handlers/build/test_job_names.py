"""Names of jobs as people type them: found, guessed, or answered with the nearest ones."""

from handlers.kit import Message


async def test_a_name_without_its_folder_is_enough_where_it_is_the_only_one(jenkins, say):
    """`api` is team/api; slashes around a name do not count."""
    jenkins.job("team/api")

    for name in ("api", "team/api", "/team/api/"):
        said = await say(f"jenkins status {name}")
        assert isinstance(said, Message)
        assert said.title == "team/api has never been built"


async def test_a_name_in_two_folders_is_asked_back(jenkins, refusal):
    """Nobody's build is taken for another's."""
    jenkins.job("team/api")
    jenkins.job("shop/api")

    assert await refusal("jenkins status api") == (
        "Jenkins has no job `api`. The nearest names: `team/api`, `shop/api`."
    )


async def test_a_slip_of_the_finger_gets_the_nearest_names(jenkins, refusal):
    """Without any near one only the fact is told."""
    jenkins.job("checkout")
    jenkins.job("payments")

    assert await refusal("jenkins why chekout") == (
        "Jenkins has no job `chekout`. The nearest names: `checkout`."
    )
    assert await refusal("jenkins why xyzzy") == "Jenkins has no job `xyzzy`."
    assert await refusal('jenkins why ""') == "Jenkins has no job ``."
    assert await refusal("jenkins why a/../b") == "Jenkins has no job `a/../b`."


async def test_a_folder_is_not_a_job(jenkins, refusal):
    """One that lies inside it is named, if there is one."""
    jenkins.answers["GET /job/team/api/json"] = {"_class": "x.Folder", "name": "team"}
    assert await refusal("jenkins build team") == (
        "`team` is a folder, and only jobs inside it are built: try `team/…`."
    )
    jenkins.job("team/api")
    assert await refusal("jenkins build team") == (
        "`team` is a folder, and only jobs inside it are built: try `team/api`."
    )


async def test_a_job_without_builds(jenkins, refusal):
    """There is no log, no test report and nothing to abort or repeat."""
    jenkins.job("checkout")

    for verb in ("log", "tests", "abort", "rerun"):
        assert await refusal(f"jenkins {verb} checkout") == "`checkout` has never been built."
