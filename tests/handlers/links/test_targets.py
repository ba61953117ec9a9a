"""What an address means: a closed set of names and numbers, below configured addresses alone."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.links.targets import (
    OfBuild,
    OfCommit,
    OfComparison,
    OfGraph,
    OfJob,
    OfMessage,
    Places,
    target,
)
from integrations.git import Repository
from integrations.jenkins.paths import address

PLACES = Places(
    jenkins="https://ci.example.com/jenkins",
    prometheus=("http://prometheus:9090", "https://metrics.example.com/prom"),
    repositories=(
        Repository("checkout", "git@github.com:team/checkout.git"),
        Repository("pay", "https://gitlab.example.com/a/b/pay"),
        Repository("local", "file:///srv/local.git"),
    ),
    slack="https://harbour.slack.com/archives/C1/p1700000000000100",
)
CI, METRICS = PLACES.jenkins, PLACES.prometheus[1]


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        (f"{CI}/job/checkout/", OfJob("checkout")),
        (f"{CI}/job/team/job/api/512", OfBuild("team/api", 512)),
        (f"{CI}/job/team/job/api/512/console#footer", OfBuild("team/api", 512)),
        ("http://CI.example.com/jenkins/job/a/7/?x=y", OfBuild("a", 7)),
        (f"{CI}/view/all/job/shop/view/x/job/feature%252Fa/7/", OfBuild("shop/feature%2Fa", 7)),
        (
            f"{CI}/blue/organizations/jenkins/team%2Fapi/detail/api/9/pipeline",
            OfBuild("team/api", 9),
        ),
        (f"{CI}/blue/organizations/jenkins/shop/detail/fix/9/", OfBuild("shop/fix", 9)),
        (f"{METRICS}/graph?g0.expr=up&g0.tab=1", OfGraph("up", "")),
        (f"{METRICS}/graph?g0.expr=up&g0.tab=0&g0.range_input=6h", OfGraph("up", "6h")),
        ("http://prometheus:9090/query?g0.expr=up&g0.tab=graph", OfGraph("up", "1h")),
        ("https://github.com/team/checkout/commit/4f2a91c", OfCommit("checkout", "4f2a91c")),
        ("https://gitlab.example.com/a/b/pay/-/commit/4f2a91c0", OfCommit("pay", "4f2a91c0")),
        (
            "https://github.com/team/checkout/compare/v1.4...release/2",
            OfComparison("checkout", "v1.4", "release/2"),
        ),
        (
            "https://harbour.slack.com/archives/C0BUILDS0/p1763719201000100?thread_ts=1",
            OfMessage("C0BUILDS0", "1763719201.000100"),
        ),
    ],
)
def test_an_address_means_what_its_page_shows(url, meant):
    """Of Jenkins (also by views, folders and Blue Ocean), Prometheus 2 and 3, forges, Slack."""
    assert target(url, PLACES) == meant


@pytest.mark.parametrize(
    "url",
    [
        "https://ci.example.com/job/checkout/7/",
        "https://ci.example.com.evil.example/jenkins/job/checkout/7/",
        "https://ci.example.com:8443/jenkins/job/checkout/7/",
        "https://ci.example.com@evil.example/jenkins/job/checkout/7/",
        "https://me:secret@ci.example.com/jenkins/job/checkout/7/",
        "ftp://ci.example.com/jenkins/job/checkout/7/",
        f"{CI}x/job/checkout/7/",
        f"{CI}/job/checkout/configure",
        f"{CI}/job/checkout/0/",
        f"{CI}/script",
        f"{CI}/job/checkout/7/../../../script",
        f"{CI}/job/..%2Fscript/7/",
        f"{CI}/",
        f"{METRICS}/graph",
        f"{METRICS}/api/v1/admin/tsdb/delete_series?g0.expr=up",
        f"{METRICS}/graph?g0.expr=" + "x" * 1001,
        "https://github.com/team/checkout/commit/main",
        "https://github.com/team/other/commit/4f2a91c",
        "https://github.com/team/checkout/compare/a...b;c",
        "https://other.slack.com/archives/C0BUILDS0/p1763719201000100",
        "https://[::1/job/x/",
        "https://ci.example.com:port/jenkins/job/x/",
        f"{CI}/job/" + "x" * 2000,
    ],
)
def test_every_other_address_means_nothing(url):
    """Another host, port, folder or scheme, a login in it, pages of no kind that we know."""
    assert target(url, PLACES) is None


# Jenkins lets no name hold a slash or a colon.
part = st.text(st.characters(exclude_characters="/:", exclude_categories=["Cs", "Cc"]), min_size=1)
names_of_jobs = part.filter(lambda name: name not in (".", ".."))


@given(st.lists(names_of_jobs, min_size=1, max_size=4), st.integers(1, 999_999_999))
def test_the_address_that_jenkins_gives_a_build_means_that_build(names, number):
    """Whatever letters its folders and its name have."""
    job = "/".join(names)
    url = address(CI, job, number)

    assert target(url, PLACES) in ((OfBuild(job, number),) if len(url) <= 2000 else (None,))


@given(st.text(min_size=1, max_size=200))
def test_an_expression_arrives_letter_for_letter(expr):
    """As a query that is only ever given to the configured Prometheus."""
    url = f"{METRICS}/graph?{urlencode({'g0.expr': expr, 'g0.tab': '1'}, errors='replace')}"
    whole = expr.encode(errors="replace").decode().strip()

    meant = target(url, PLACES)
    assert meant == (OfGraph(whole, "") if whole and len(url) <= 2000 else None)


@given(st.text(max_size=60), st.sampled_from([CI, METRICS, "https://github.com/team/checkout"]))
def test_no_address_makes_it_fail(tail, base):
    """Whatever people type behind a base."""
    for url in (base + tail, f"{base}/{tail}", f"{base}/{quote(tail)}", tail):
        assert target(url, Places()) is None
        target(url, PLACES)
