"""The signed update list: believed only if signed, fresh, and newer than what was seen."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.runtime import manifest as lists
from terminal.runtime.manifest import ManifestError, Offer

NOW_NS = 1_795_000_000 * 1_000_000_000
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = PRIVATE.public_key().public_bytes_raw()
SHA = "ab" * 32


def text_of(**changes):
    whole = {
        "schema": 1,
        "version": "1.2.0",
        "notes": "Faster.",
        "expires": "2027-06-01T00:00:00Z",
        "downloads": {
            "deb": {"url": "https://files.example/t.deb", "sha256": SHA, "size": 9},
            "any": {"url": "https://files.example/", "sha256": SHA},
        },
    }
    return json.dumps(whole | changes)


def sign(text, *, private=PRIVATE, prefix=lists.PREFIX):
    return lists.encode_signed(text, private.sign(prefix + text.encode()))


def read(content, *, running="0.1.0", newest_seen="", now_ns=NOW_NS):
    return lists.read(content, key=KEY, now_ns=now_ns, running=running, newest_seen=newest_seen)


def code_of(content, **how):
    with pytest.raises(ManifestError) as told:
        read(content, **how)
    assert told.value.text.endswith(".")
    return told.value.code


def test_a_signed_list_is_read():
    manifest = read(sign(text_of()))
    assert (manifest.version, manifest.notes) == ("1.2.0", "Faster.")
    assert manifest.offer("deb") == Offer(url="https://files.example/t.deb", sha256=SHA, size=9)
    assert manifest.offer("rpm", "linux").url == "https://files.example/"


def test_a_list_without_a_file_for_us_offers_none():
    assert read(sign(text_of(downloads={}))).offer("deb") is None


def test_another_key_is_not_believed():
    other = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    assert code_of(sign(text_of(), private=other)) == "signature"


def test_a_changed_letter_is_not_believed():
    sealed = json.loads(sign(text_of()))
    sealed["signed"] = sealed["signed"].replace("1.2.0", "1.3.0")
    assert code_of(json.dumps(sealed).encode()) == "signature"


def test_a_signature_for_something_else_is_not_believed():
    assert code_of(sign(text_of(), prefix=b"")) == "signature"


def test_an_unsigned_list_is_not_even_parsed():
    sealed = json.dumps({"signed": "{not json", "signature": base64.b64encode(bytes(64)).decode()})
    assert code_of(sealed.encode()) == "signature"
    assert code_of(sign("{not json")) == "unreadable"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"signed": "x", "signature": "!!"}'])
def test_what_is_no_list_is_a_sentence(content):
    assert code_of(content) == "unreadable"


def test_it_is_good_until_its_last_day_and_no_longer():
    end_ns = 1_811_808_000 * 1_000_000_000  # 2027-06-01T00:00:00Z
    assert read(sign(text_of()), now_ns=end_ns - 1).version == "1.2.0"
    assert code_of(sign(text_of()), now_ns=end_ns) == "expired"


def test_an_end_without_a_time_zone_is_no_end():
    assert code_of(sign(text_of(expires="2027-06-01T00:00:00"))) == "expired"


@pytest.mark.parametrize(
    ("running", "seen"), [("1.2.1", ""), ("1.10", ""), ("0.1.0", "1.3.0"), ("2", "1.2.0")]
)
def test_an_older_list_is_refused(running, seen):
    if running == "2":
        running = "2.0"
    assert code_of(sign(text_of()), running=running, newest_seen=seen) == "downgrade"


def test_the_version_that_runs_is_no_downgrade():
    assert read(sign(text_of()), running="1.2", newest_seen="1.2.0").version == "1.2.0"


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "1.2.0rc1"},
        {"version": "newest"},
        {"downloads": {"any": {"url": "http://files.example/t", "sha256": SHA}}},
        {"downloads": {"any": {"url": "file:///etc/passwd", "sha256": SHA}}},
        {"downloads": {"any": {"url": "https://files.example/t", "sha256": "ab"}}},
        {"notes": 5},
    ],
)
def test_a_signed_list_that_makes_no_sense_is_refused(changes):
    assert code_of(sign(text_of(**changes))) == "unreadable"


def test_a_newer_form_is_told_as_such():
    assert code_of(sign(text_of(schema=2))) == "schema"


def test_versions_are_numbers_and_not_words():
    assert lists.is_newer("0.10.0", "0.9.9")
    assert not lists.is_newer("1.0", "1.0.0")
    with pytest.raises(ValueError, match="no version"):
        lists.is_newer("1.0-beta", "1.0")


def test_the_key_is_read_from_the_resources(tmp_path):
    assert lists.load_key(tmp_path) is None
    (tmp_path / "updates").mkdir()
    file = tmp_path / lists.KEY_FILE
    file.write_text(base64.b64encode(KEY).decode() + "\n")
    assert lists.load_key(tmp_path) == KEY
    file.write_text("c2hvcnQ=")
    assert lists.load_key(tmp_path) is None
    file.write_text("not base64 !")
    assert lists.load_key(tmp_path) is None
