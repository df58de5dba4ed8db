"""The commands of documents, run as a reader would."""

import re
import subprocess
from pathlib import Path

from server import IAMD, ROOT

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = ROOT / "target" / "clients" / "bin"


def fences(document, language="sh"):
    """The texts of a document that are in this language, in their order."""
    text = (ROOT / document).read_text()
    return [body for found, body in FENCE.findall(text) if found == language]


def run(script, folder, environment, timeout=120):
    """Runs a text as a shell does; the first command that fails ends it."""
    bin_folder = Path(folder) / "bin"
    bin_folder.mkdir(exist_ok=True)
    for name, program in (("iamd", Path(IAMD)), ("aws", COMMANDS / "aws")):
        if not (bin_folder / name).exists() and program.exists():
            (bin_folder / name).symlink_to(program.resolve())
    path = f"{bin_folder}:{environment.get('PATH', '/usr/bin:/bin')}"
    return subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=folder,
        env=environment | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
