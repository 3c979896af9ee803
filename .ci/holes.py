"""What pip-audit found: fails for a known hole; says loudly where the database could not be asked.

holes.py REPORT STATUS     its JSON, and its exit code
"""

import json
import sys
from pathlib import Path


def main() -> int:
    """1 for a known hole."""
    file, status = Path(sys.argv[1]), int(sys.argv[2])
    try:
        asked = json.loads(file.read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        asked = []
    known = [each for each in asked if "skip_reason" not in each]
    holes = [(each["name"], each["version"], hole["id"]) for each in known for hole in each.get("vulns", ())]
    for name, version, hole in holes:
        print(f"KNOWN HOLE: {name} {version}: {hole}", file=sys.stderr)
    if len(known) < max(len(asked), 1):
        print(f"DEPENDENCIES NOT AUDITED: the database was asked about {len(known)} of {len(asked)} (status {status}).")
    else:
        print(f"{len(known)} dependencies audited, {len(holes)} known holes.")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
