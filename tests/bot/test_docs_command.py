"""`pilothouse docs`: README's table of commands is made from the routes."""

from bot import docs
from handlers import ROUTES


def test_a_stale_table_is_told_and_mended(tmp_path, capsys):
    """`--check` fails with a sentence, writing mends it, and then `--check` is content."""
    readme = tmp_path / "README.md"
    readme.write_text(f"# Pilothouse\n{docs.BEGIN}\nold\n{docs.END}\nThe rest.\n")

    assert docs.check(readme) == 1
    assert capsys.readouterr().err == (
        "README.md: the table of commands is not what the routes say; run `make fix`.\n"
    )
    assert docs.write(readme) == 0
    assert docs.check(readme) == 0
    assert readme.read_text() == (
        f"# Pilothouse\n{docs.BEGIN}\n{docs.table(ROUTES)}\n{docs.END}\nThe rest.\n"
    )


def test_missing_marks_are_one_sentence(tmp_path, capsys):
    """Without its marks README stays as it is, and both ways end with 1 and the same sentence."""
    readme = tmp_path / "README.md"
    readme.write_text("# Pilothouse\n")

    assert (docs.check(readme), docs.write(readme)) == (1, 1)

    assert capsys.readouterr().err == (
        "README.md: the marks around the table of commands are gone.\n" * 2
    )
    assert readme.read_text() == "# Pilothouse\n"
