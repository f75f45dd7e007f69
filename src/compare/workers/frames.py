"""Messages between a pool and its workers: a length, then that many bytes, over a pipe.

The content is pickled: arguments and results are Python objects, and both ends are this library, started by itself with the
same interpreter; nothing from outside reaches the pipe.
"""

from __future__ import annotations

import os
import pickle
import struct
from typing import Any, NamedTuple

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 20


class Request(NamedTuple):
    """A task on its way to a worker; `payload` is its pickled argument, opened only in the process that runs it."""

    number: int
    function: str
    payload: bytes
    log: str
    folder: str


class Reply(NamedTuple):
    """What became of a request; `payload` is the pickled result, empty where it failed."""

    number: int
    payload: bytes
    error: str
    seconds: float


class Start(NamedTuple):
    """The first message to a worker: how it is to work."""

    is_forking: bool
    preload: tuple[str, ...]


class GiveUp(NamedTuple):
    """Asks a forking worker to end the process of a task."""

    number: int


def send(descriptor: int, message: Any) -> None:
    """Write a message, or one that is pickled already."""
    data = message if isinstance(message, bytes) else pickle.dumps(message)
    left = memoryview(_LENGTH.pack(len(data)) + data)
    while left:
        left = left[os.write(descriptor, left[:_CHUNK]) :]


def receive(descriptor: int) -> bytes | None:
    """Read a message, still pickled; None where the other end is gone."""
    head = _read(descriptor, _LENGTH.size)
    return None if head is None else _read(descriptor, _LENGTH.unpack(head)[0])


def _read(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        chunk = os.read(descriptor, min(size - len(data), _CHUNK))
        if not chunk:
            return None
        data += chunk
    return bytes(data)


def take_whole(data: bytearray) -> bytes | None:
    """Return the message that `data` holds, read as it came; None where some of it is still to come."""
    if len(data) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack_from(data)
    return bytes(data[_LENGTH.size : _LENGTH.size + size]) if len(data) >= _LENGTH.size + size else None


def died(code: int) -> str:
    """Say that a process ended before its task was finished."""
    return f"the process ended with code {code} before the task was finished"
