"""Where things lie, and the values that the guide offers."""

import re
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHART = ROOT / "helm" / "pilothouse"
GUIDE = ROOT / "docs" / "install.md"


def guide_values():
    """The values that docs/install.md offers for copying."""
    return re.findall(r"```yaml\n# values\.yaml\n(.*?)```", GUIDE.read_text(), re.DOTALL)
