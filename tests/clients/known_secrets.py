"""Secrets by name, the forms in which they could turn up somewhere, and a search for them."""

import base64
import contextlib
import json
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

# Less than that turns up by chance.
BYTES_MIN = 12


def base64_forms(secret):
    """What stands in Base64 wherever the secret does, at any of the three places in a group."""
    for alphabet in (b"+/", b"-_"):
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + secret, alphabet)
            # What the bytes around it have a part in is left out.
            start, end = -(-shift * 8 // 6), (shift + len(secret)) * 8 // 6
            yield encoded[start:end]


def forms_of(secret):
    """The secret as it is, and in the encodings in which programs write such things down."""
    forms = {secret, secret.hex().encode(), secret.hex().upper().encode(), *base64_forms(secret)}
    forms |= {separator.join(map(str, secret)).encode() for separator in (",", ", ")}
    with contextlib.suppress(UnicodeDecodeError):
        text = secret.decode()
        in_json = json.dumps(text)[1:-1]
        forms |= {
            form.encode()
            for form in (
                quote(text),
                quote(text, safe=""),
                quote_plus(text),
                quote(quote(text, safe=""), safe=""),
                in_json,
                in_json.replace("/", "\\/"),
                json.dumps(in_json)[1:-1],
                escape(text, {'"': "&quot;"}),
            )
        }
        forms.add(text.encode("utf-16-le"))
    return {form for form in forms if len(form) >= BYTES_MIN}


class Known:
    """Secrets that were given or told, and the search for them."""

    def __init__(self, secrets=None):
        self.secrets = secrets or {}

    def add(self, name, secret):
        """Takes note of a secret and hands it on."""
        held = secret.encode() if isinstance(secret, str) else bytes(secret)
        assert len(held) >= BYTES_MIN, name
        assert held not in self.secrets.values(), f"{name} is no secret of its own"
        self.secrets[name] = held
        return secret

    def add_pem(self, name, text):
        """Takes note of a private key: a line of its text is as secret as the whole."""
        lines = [line for line in text.splitlines() if line and not line.startswith("-----")]
        self.add(name, base64.b64decode("".join(lines))[200:248])
        self.add(f"{name}: a line", lines[5])
        return text

    def only(self, *names):
        """Those whose names begin with one of these."""
        return Known({it: self.secrets[it] for it in self.secrets if it.startswith(names)})

    def without(self, *names):
        """All but those whose names begin with one of these."""
        return Known({it: self.secrets[it] for it in self.secrets if not it.startswith(names)})

    def found_in(self, held):
        """The names of those that stand in these bytes, in whatever form."""
        held = held.encode() if isinstance(held, str) else held
        return {
            name
            for name, secret in self.secrets.items()
            if any(form in held for form in forms_of(secret))
        }

    def found_in_files(self, *places):
        """The same for files and all files of folders: the names of each that has some."""
        paths = []
        for place in map(Path, places):
            assert place.exists(), place
            paths += place.rglob("*") if place.is_dir() else [place]
        found = {path: self.found_in(path.read_bytes()) for path in paths if path.is_file()}
        return {path: names for path, names in found.items() if names}
