"""Public keys: those that are taken, their fingerprints, and a sentence of its own for each that is not."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.public_keys import LABEL_LENGTH, read_key
from sociotui.domain.refusal import Refused
from tests.public_keys import ecdsa, ed25519, fingerprint, packed, rsa, written

SK = "sk-ssh-ed25519@openssh.com"
SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"

TAKEN = {
    "ed25519": ed25519(),
    "rsa 2048": rsa(2048),
    "rsa 3072": rsa(3072),
    "rsa of an odd length": rsa(2049),
    "p256": ecdsa("nistp256", 64),
    "p384": ecdsa("nistp384", 96),
    "p521": ecdsa("nistp521", 132),
    "sk": written(packed(SK.encode(), b"k" * 32, b"ssh:"), SK),
    "sk ecdsa": written(packed(SK_ECDSA.encode(), b"nistp256", b"\x04" + b"p" * 64, b"ssh:"), SK_ECDSA),
}

PRIVATE = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n-----END OPENSSH PRIVATE KEY-----\n"
CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com"

REFUSED = {
    "private": (PRIVATE, "This is a private key"),
    "private, old": (PRIVATE.replace("OPENSSH", "RSA"), "This is a private key"),
    "private, PuTTY": ("PuTTY-User-Key-File-3: ssh-ed25519\n", "This is a private key"),
    "private after a public one": (ed25519() + PRIVATE, "This is a private key"),
    "several": (ed25519(1) + "\n" + ed25519(2), "There are 2 lines"),
    "nothing": ("", "no public key"),
    "only remarks": ("# mine\n\n", "no public key"),
    "words": ("my key is under the mat", "no public key"),
    "with options": (f"no-pty {ed25519()}", "no public key"),
    "a kind alone": ("ssh-ed25519\n", "no public key"),
    "too much": (ed25519() + "# " + "x" * 30_000, "no public key"),
    "another form": ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n", "ssh-keygen -i -f"),
    "DSA": (written(packed(b"ssh-dss", b"p", b"q", b"g", b"y"), "ssh-dss"), "DSA key"),
    "certificate": (written(packed(CERTIFICATE.encode(), b"n"), CERTIFICATE), "certificate"),
    "another kind": (written(packed(b"ssh-ed448", b"k" * 57), "ssh-ed448"), "“ssh-ed448” are not taken"),
    "rsa 1024": (rsa(1024), "has 1024 bits"),
    "rsa 2047": (rsa(2047), "has 2047 bits"),
    "rsa, huge": (rsa(16_392), "has 16392 bits"),
    "rsa, written longer": (rsa(2048, b"\x00\x01\x00\x01"), "not whole"),
    "rsa, negative": (rsa(2048, b"\x81"), "not whole"),
    "rsa, nothing": (rsa(2048, b""), "not whole"),
    "cut short": (ed25519()[:50], "not whole"),
    "another kind within": (written(packed(b"ssh-rsa", b"k" * 32), "ssh-ed25519"), "not whole"),
    "short": (written(packed(b"ssh-ed25519", b"k" * 31), "ssh-ed25519"), "not whole"),
    "more behind it": (written(packed(b"ssh-ed25519", b"k" * 32, b"x"), "ssh-ed25519"), "not whole"),
    "rest": (written(packed(b"ssh-ed25519", b"k" * 32) + b"\0\0", "ssh-ed25519"), "not whole"),
    "nothing within": ("ssh-ed25519 ====", "not whole"),
    "no letters of it": ("ssh-ed25519 ÄÖÜ", "not whole"),
    "point": (ecdsa("nistp256", 60), "not whole"),
    "pressed point": (ecdsa("nistp256", 64, b"\x02"), "not whole"),
    "another curve": (
        written(packed(b"ecdsa-sha2-nistp256", b"nistp384", b"\x04" + b"p" * 96), "ecdsa-sha2-nistp256"),
        "not whole",
    ),
}


@pytest.mark.parametrize("key", TAKEN.values(), ids=TAKEN)
def test_these_are_taken(key: str) -> None:
    read = read_key(key)
    assert read.fingerprint == fingerprint(key)
    assert read.text.split() == key.split()[:2]
    assert read_key(read.text) == read_key(key.rsplit(" ", 1)[0] if key.count(" ") > 1 else key)


@pytest.mark.parametrize(("key", "said"), REFUSED.values(), ids=REFUSED)
def test_these_are_not_and_the_sentence_says_why(key: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_key(key)


def test_a_refusal_tells_nothing_of_a_private_key() -> None:
    with pytest.raises(Refused) as refused:
        read_key(PRIVATE)
    assert "b3BlbnNz" not in str(refused.value)


@pytest.mark.parametrize("around", ["{}", "\ufeff{}", "# mine\n\n  {}\n# end", "{}\r\n"])
def test_what_stands_around_a_key_does_not_matter(around: str) -> None:
    key = ed25519(comment="")
    assert read_key(around.format(key.strip())) == read_key(key)


@pytest.mark.parametrize(
    ("comment", "label"),
    [
        ("ana@lap", "ana@lap"),
        ("my  old   laptop", "my old laptop"),
        ("a\x1b[31mred\x07 \u202elap", "ared lap"),
        ("x" * 500, "x" * LABEL_LENGTH),
        ("", ""),
    ],
)
def test_labels_are_cleaned_and_short(comment: str, label: str) -> None:
    assert read_key(ed25519(comment=comment)).label == label


@given(st.text(max_size=300))
def test_whatever_stands_there_is_read_or_refused(text: str) -> None:
    for each in (text, f"ssh-ed25519 {text}", ed25519() + text):
        try:
            read_key(each)
        except Refused as refused:
            assert str(refused)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen on this machine")
@pytest.mark.parametrize("how", ["ed25519", "ecdsa", "rsa -b 2048", "ecdsa -b 521"])
def test_keys_that_ssh_keygen_makes_have_the_fingerprint_that_it_shows(tmp_path: Path, how: str) -> None:
    file = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-N", "", "-C", "ana", "-f", str(file), "-t", *how.split()], check=True)
    shown = subprocess.run(["ssh-keygen", "-l", "-f", str(file)], check=True, capture_output=True, text=True).stdout
    read = read_key(file.with_suffix(".pub").read_text())
    assert (read.fingerprint, read.label) == (shown.split()[1], "ana")
    with pytest.raises(Refused, match="private key"):
        read_key(file.read_text())
