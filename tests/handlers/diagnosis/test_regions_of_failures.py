"""What is shown of a failure: its message whole, not the noise around it; and who leads."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.diagnosis import diagnose
from handlers.diagnosis.around import REACH, Lines
from handlers.diagnosis.features import features
from handlers.diagnosis.forest import Forest, Learned, Tree, from_json, shipped
from handlers.diagnosis.lead import led
from handlers.diagnosis.reading import read
from handlers.diagnosis.regions import MOST

NOISE = "".join(f"Downloading part {n} of the internet\n" for n in range(40))
PYTEST = """\
=================================== FAILURES ===================================
_________________________________ test_total ___________________________________

    def test_total():
>       assert total(2, 3) == 6
E       assert 5 == 6
E        +  where 5 = total(2, 3)

tests/test_shop.py:4: AssertionError
=========================== short test summary info ============================
FAILED tests/test_shop.py::test_total - assert 5 == 6
============================== 1 failed in 0.02s ===============================
"""
STUMP = Tree(((0, 3.5, -1, -2),), (-2.0, 2.0))


def shown(found):
    """The lines of all excerpts by number."""
    return {e.first + i: line for e in found.excerpts for i, line in enumerate(e.lines)}


def test_the_message_is_shown_whole_and_the_noise_is_not():
    """Of a failed assertion the source line and both values; of forty downloads nothing."""
    log = NOISE + PYTEST + NOISE + "Finished: FAILURE\n"

    found = shown(diagnose([log.encode()]))

    assert any("assert 5 == 6" in line for line in found.values())
    assert any("assert total(2, 3) == 6" in line for line in found.values())
    assert not any("Downloading" in line for line in found.values())
    assert len(found) <= len(PYTEST.splitlines())


def test_the_first_candidate_is_always_shown():
    """Whatever the forests say, the line that is named stands in an excerpt."""
    nothing = Forest(("strength",), (Tree((), (-30.0,)),))

    found = diagnose([PYTEST.encode()], learned=Learned(nothing, nothing))

    assert found.candidates[0].line in shown(found)


def test_a_region_has_a_bound():
    """A message of a thousand lines is not shown whole."""
    log = "".join(f"E       assert {n} == {n + 1}\n" for n in range(1000))

    assert len(shown(diagnose([log.encode()]))) <= 2 * MOST


def test_a_likelier_candidate_leads_and_an_equal_one_does_not():
    """The order of the ranking stands where the forest knows no better."""
    log = b"error: disk on fire\n" + b"ok\n" * 30 + b"E       assert 5 == 6\n"
    reading = read([log, b"Finished: FAILURE\n"])
    by_end = Forest(("to end",), (Tree(((0, 2.0, -1, -2),), (1.0, -1.0)),))
    same = Forest(("to end",), (Tree((), (0.3,)),))

    before = [one.line for one in reading.top]
    assert [one.line for one in led(reading.around(), reading.top, same)] == before
    assert led(reading.around(), reading.top, by_end)[0].line == 32


def test_many_of_a_kind_leave_room_for_another():
    """Of two hundred type errors three lead; the failure to compile C stands beside them."""
    types = "".join(
        f'shop/m{n}.py:{n}: error: Name "t{chr(97 + n % 26)}x{n}" is not defined\n'
        for n in range(200)
    )
    log = (
        types + "b.c:1:28: error: 'b' undeclared (first use in this function)\nFinished: FAILURE\n"
    )

    found = diagnose([log.encode()])

    assert any("undeclared" in one.text for one in found.candidates)


@given(st.lists(st.sampled_from(["", "x", "  y: z", "E   assert 1", "error: no", "\x1b[31mred"])))
def test_every_line_has_every_feature(lines):
    """For any log the features are numbers, as many for each name as there are lines near."""
    reading = read(["\n".join([*lines, "error: it broke", ""]).encode()])
    around = reading.around()
    for anchor in {1, len(lines) + 1}:
        near = Lines(around, anchor)
        made = features(near)

        assert set(shipped().region.features) <= set(made)
        assert {len(values) for values in made.values()} == {len(near.numbers)}
        assert len(near.numbers) <= 2 * REACH + 1
        assert all(isfinite(value) for values in made.values() for value in values)


@pytest.mark.parametrize(("value", "chance"), [(3.0, 0.119), (4.0, 0.881)])
def test_a_tree_is_walked_to_its_leaf(value, chance):
    """Up to the limit the low side, above it the high side; the leaf is the log-odds."""
    assert Forest(("strength",), (STUMP,)).chance([value]) == pytest.approx(chance, abs=1e-3)


def test_trees_add_up_and_a_file_holds_them():
    """Two equal trees double the log-odds; a file's form is read as it is written."""
    data = {"features": ["a"], "trees": [{"splits": [[0, 3.5, -1, -2]], "leaves": [-2, 2]}] * 2}

    forest = from_json(data)

    assert forest == Forest(("a",), (STUMP, STUMP))
    assert forest.chance([4.0]) == pytest.approx(0.982, abs=1e-3)


def test_the_shipped_forests_ask_for_nothing_that_is_not_made():
    """Every feature that a forest names exists, and every split points into its tree."""
    for forest in (shipped().lead, shipped().region):
        assert forest.trees
        for tree in forest.trees:
            for feature, _, low, high in tree.splits:
                assert 0 <= feature < len(forest.features)
                assert all(-len(tree.leaves) <= side < len(tree.splits) for side in (low, high))
