"""A tool that no row of the tables knows fails: what its colour and its place in the build tell."""

from handlers.diagnosis import diagnose

QUIET = "".join(f"looking at item {n} of the catalogue\n" for n in range(30))
END = "script returned exit code 3\nFinished: FAILURE\n"
PAINTED = f"+ ./shelfcheck all\n{QUIET}\x1b[31mshelf 7: two books, one place\x1b[0m\n{QUIET}{END}"
PLAIN = f"+ ./shelfcheck all\n{QUIET}shelf 7: two books, one place\n{END}"
KNOWN = f"+ make\nb.c:1:28: error: 'b' undeclared (first use in this function)\n{QUIET}{END}"


def test_what_an_unknown_tool_paints_red_is_named():
    """The one red line leads; that little is known of it is told by the confidence."""
    found = diagnose([PAINTED.encode()])

    assert found.candidates[0].text == "shelf 7: two books, one place"
    assert found.category == "unknown"
    assert found.confidence < 0.7


def test_the_last_words_of_an_unknown_tool_are_shown():
    """Without a colour the last line before the failed exit is among the candidates."""
    found = diagnose([PLAIN.encode()])

    assert "shelf 7: two books, one place" in [one.text for one in found.candidates]


def test_last_words_do_not_stand_before_a_known_error():
    """A compiler's error leads, and nothing printed after it is a candidate."""
    found = diagnose([KNOWN.encode()])

    assert "undeclared" in found.candidates[0].text
    assert not any("catalogue" in one.text for one in found.candidates)


def test_a_build_that_went_well_has_no_candidates_whatever_it_paints():
    """Red is a decoration there."""
    assert diagnose([f"{QUIET}\x1b[31mred\x1b[0m\nFinished: SUCCESS\n".encode()]).candidates == ()
