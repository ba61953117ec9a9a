"""A name that moved: the sentence says which and from where, the advice says to look for it."""

from handlers.diagnosis import diagnose

LOG = b"""+ python -m unittest
ERROR: tests.test_refunds
Traceback (most recent call last):
  File "a.py", line 3, in <module>
    from payments.gateway import charge_card
ImportError: cannot import name 'charge_card' from 'payments.gateway' (/w/gateway.py)

FAILED (errors=1)
ERROR: script returned exit code 1
Finished: FAILURE
"""


def test_the_name_and_its_module_are_told():
    """Not only that an import failed."""
    found = diagnose([LOG])

    assert found.cause == "Python cannot import name 'charge_card' from 'payments.gateway'."
    assert found.candidates[0].line == 6
    assert found.advice[0] == (
        "Look where that name is now: it was renamed or moved, or the package is another version."
    )
