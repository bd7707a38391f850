"""Records as bytes, for the cache and for the way to a worker and back: MessagePack, compressed lightly.

Enters: dataclasses, and what they hold. Leaves: bytes, and the same again. Refuses bytes of another record with msgspec's error.
"""

import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def pack(value: Any) -> bytes:
    """Records as bytes, the same wherever they are made: sets in order."""
    return zlib.compress(msgspec.msgpack.encode(value, order="deterministic"), 1)


def unpack(data: bytes, kind: type[T]) -> T:
    """What `pack` made of a record of that type. Raises msgspec.DecodeError or zlib.error."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=kind)
