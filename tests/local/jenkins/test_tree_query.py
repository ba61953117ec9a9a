"""The grammar of ?tree= and what it leaves of an answer."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local.jenkins.exported import Hidden, Link, picked, whole
from bot.local.jenkins.tree import Tree, TreeError, parse

NAMES = st.from_regex(r"[a-zA-Z_*][a-zA-Z0-9_]{0,8}", fullmatch=True)
RANGES = st.one_of(
    st.just((0, None)),
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
    st.tuples(st.integers(1, 20), st.none()),
)


def trees() -> st.SearchStrategy[Tree]:
    leaf = RANGES.map(lambda cut: Tree({}, *cut))
    branch = st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda children, cut: Tree(children, *cut),
            st.dictionaries(NAMES, inner, min_size=1, max_size=4),
            RANGES,
        ),
        max_leaves=12,
    )
    return st.dictionaries(NAMES, branch, min_size=1, max_size=4).map(Tree)


def spelled(tree: Tree) -> str:
    return ",".join(f"{name}{node(child)}" for name, child in tree.children.items())


def node(tree: Tree) -> str:
    inner = f"[{spelled(tree)}]" if tree.children else ""
    if (tree.start, tree.end) == (0, None):
        return inner
    return f"{inner}{{{tree.start},{'' if tree.end is None else tree.end}}}"


@given(trees())
def test_a_tree_that_is_spelled_out_is_read_back(tree):
    """Whatever tree one can write down is what the parser reads."""
    assert parse(spelled(tree)) == tree


@given(st.text(alphabet="ab[]{},0123 *", max_size=30))
def test_any_text_is_a_tree_or_a_tree_error(text):
    """No query makes the parser fail in another way than with TreeError."""
    with contextlib.suppress(TreeError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("a{0,10}", 0, 10), ("a{3}", 3, 4), ("a{,5}", 0, 5), ("a{2,}", 2, None), ("a[b]{1,2}", 1, 2)],
)
def test_ranges(text, start, end):
    """All four spellings of a range mean what the Remote access API page says."""
    tree = parse(text).children["a"]

    assert (tree.start, tree.end) == (start, end)


@pytest.mark.parametrize("text", ["", "a[", "a]", "a[]", "a,,b", "a{x}", "a{1", "[a]"])
def test_broken_trees_are_refused(text):
    """A tree with a bracket or a name too few is an error that names the query."""
    with pytest.raises(TreeError, match="tree="):
        parse(text)


def job():
    build = {"_class": "Run", "number": 7, "url": "u/7/", "result": "FAILURE"}
    link = Link({"_class": "Run", "number": 7, "url": "u/7/"}, lambda: build)
    return {
        "_class": "Job",
        "name": "checkout",
        "lastBuild": link,
        "builds": [link, link, link],
        "allBuilds": Hidden([link]),
        "inQueue": False,
    }


def test_depth_nought_shows_links_in_short():
    """Without a query linked objects are short and hidden ones are absent."""
    short = {"_class": "Run", "number": 7, "url": "u/7/"}

    assert whole(job()) == {
        "_class": "Job",
        "name": "checkout",
        "lastBuild": short,
        "builds": [short, short, short],
        "inQueue": False,
    }


def test_depth_one_unfolds_links():
    """With depth=1 a linked build shows its result."""
    assert whole(job(), 1)["lastBuild"]["result"] == "FAILURE"


def test_a_tree_reaches_into_links_hidden_things_and_ranges():
    """A tree shows exactly what it names, each object with its class."""
    tree = parse("name,lastBuild[result],builds[number]{0,2},allBuilds[number]")

    assert picked(job(), tree) == {
        "_class": "Job",
        "name": "checkout",
        "lastBuild": {"_class": "Run", "result": "FAILURE"},
        "builds": [{"_class": "Run", "number": 7}, {"_class": "Run", "number": 7}],
        "allBuilds": [{"_class": "Run", "number": 7}],
    }


def test_an_object_named_without_brackets_comes_empty():
    """Jenkins answers `tree=lastBuild` with the class alone; `*` brings everything."""
    assert picked(job(), parse("lastBuild")) == {"_class": "Job", "lastBuild": {"_class": "Run"}}
    assert picked(job(), parse("lastBuild[*]"))["lastBuild"]["number"] == 7
