"""Packing: a draft as a few bytes, for its way to whoever has the home, and back, within bounds."""

import zlib

import msgspec

from sociotui.domain.refusal import Refused
from sociotui.exchange.imports.draft import Draft
from sociotui.words import _

MOST = 900 * 1024
"""Bytes that a draft may have packed; a server takes no message that is much larger."""
MOST_UNPACKED = 64 * 1024 * 1024
_draft = msgspec.msgpack.Decoder(Draft)


def pack(draft: Draft) -> bytes:
    """Return a draft as bytes; refuses one that no message could carry."""
    packed = zlib.compress(msgspec.msgpack.encode(draft), 9)
    if len(packed) > MOST:
        raise Refused(
            _(
                "There is more text in this than can come in at once ({n} kB packed, of {most}). Bring it in by parts, a "
                "circle and those in it at a time.",
                n=f"{len(packed) >> 10:,}",
                most=MOST >> 10,
            )
        )
    return packed


def unpack(packed: bytes) -> Draft:
    """Return the draft that was packed. Raises `Refused` for bytes that are none, or would be too many."""
    try:
        unpacker = zlib.decompressobj()
        return _draft.decode(unpacker.decompress(packed, MOST_UNPACKED))
    except (zlib.error, msgspec.MsgspecError, TypeError, RecursionError, UnicodeError) as error:
        raise Refused(_("What came was no draft of an organisation. Nothing was changed.")) from error
