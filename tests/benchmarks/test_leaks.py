"""What counts as a leak, and that a vendor's own rules are really left out."""

from benchmarks.redaction import vendors
from benchmarks.redaction.leaks import Row, altered, leaks, recall
from handlers.kit.redaction import redact
from handlers.kit.secret_rules import RULES

AWS = "AKIA" + "Q3EGRT5XKQZ2LDPW"


def row(text, *secrets, family="acme"):
    return Row("made", family, "secret", text, secrets)


def test_eight_characters_that_stay_are_a_leak():
    """Wherever in the secret they stand; seven are none."""
    secret = row("key=abcdefghijklmnop", "abcdefghijklmnop")
    assert leaks(secret, "key=[redacted: secret]ijklmnop")
    assert leaks(secret, "key=abcdefgh[redacted: secret]")
    assert not leaks(secret, "key=[redacted: secret]jklmnop")


def test_a_text_that_is_left_as_it_is_leaks():
    """Also where the data does not name the secret in it."""
    assert leaks(row("key=abcdefghijklmnop", "abcdefghijklmnop"), "key=abcdefghijklmnop")
    assert leaks(row("some AP6xxxxxxxxxx"), "some AP6xxxxxxxxxx")
    assert not leaks(row("some AP6xxxxxxxxxx"), "some [redacted: artifactory key]")


def test_a_short_secret_leaks_as_a_whole():
    """Of hunter2 every character has to stay."""
    short = row("p=hunter2 x", "hunter2")
    assert leaks(short, "p=hunter2")
    assert not leaks(short, "p=[redacted: password] x")


def test_what_also_stands_elsewhere_gives_nothing_away():
    """A password that is the user's name too."""
    twice = row("user=deployment password=deployment", "password=deployment")
    assert not leaks(twice, "user=deployment [redacted: password]")


def test_shares_are_of_all_rows():
    """One of two found; one of three lines altered; none of none."""
    found = [row(f"a {AWS}", AWS), row("b abcdefghij", "abcdefghij")]
    assert recall(found, redact) == 0.5
    assert altered(["x", "y", f"z {AWS}"], redact) == 1 / 3
    assert (recall([], redact), altered([], redact)) == (1.0, 0.0)


def test_a_redactor_that_does_nothing_finds_nothing():
    """The measure can fail."""
    assert recall([row(f"a {AWS}", AWS)], lambda text: text) == 0.0


def test_a_vendors_own_rules_are_left_out():
    """All shapes that match in the family's texts, and no rule of structure."""
    texts = [
        row(f"using {AWS} here", AWS, family="aws"),
        row("password=hunter22", "hunter22", family="aws"),
    ]
    dropped = vendors.own_rules(texts)
    assert {RULES[at].label for at in dropped} == {"aws key"}
    (alone,) = vendors.without_own(texts)
    assert alone.dropped == ("aws key",)
    assert (alone.family, alone.secrets) == ("aws", 2)


def test_without_its_own_rule_a_placeholder_of_a_vendor_leaks():
    """So the figure would show a redactor that rests on its table alone."""
    text = "AKIA" + "Z" * 16
    assert not leaks(row(text), redact(text))
    judged = vendors.without_own([row(text, family="aws"), row("p=1", family="other")])
    assert [(one.family, one.leaked) for one in judged] == [("aws", 1), ("other", 1)]
    assert (vendors.micro(judged), vendors.macro(judged)) == (0.0, 0.0)
