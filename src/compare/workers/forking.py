"""The worker's side where processes can be copied: one that has loaded the modules, and for each task a copy of it.

The copying process runs no task and no second thread, so that each copy begins in the same whole state.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import selectors
import signal
import time
import traceback
from dataclasses import dataclass, field
from threading import Thread

from compare.workers.frames import GiveUp, Reply, Request, died, receive, send, take_whole
from compare.workers.server import end_all, perform

_TICK = 0.2
"""Seconds between two looks for copies that died without a word."""


@dataclass
class _Copy:
    """A copy at work: its process, its task, the pipe of its reply, and what has come of that."""

    process: int
    number: int
    pipe: int
    started: float = field(default_factory=time.monotonic)
    data: bytearray = field(default_factory=bytearray)


class ForkingServer:
    """Performs each request of a pipe in a copy of this process, as many at a time as are asked for."""

    def __init__(self, inbox: int, outbox: int) -> None:
        self._inbox, self._outbox = inbox, outbox
        self._copies: dict[int, _Copy] = {}
        self._alive = os.pipe()  # nobody writes to it: its end tells the copies that this process is gone
        self._selector = selectors.DefaultSelector()
        self._selector.register(inbox, selectors.EVENT_READ)

    def serve(self) -> None:
        """Work until the pool is gone; then end all copies."""
        gc.collect()
        gc.freeze()  # what is loaded stays in pages that the copies share
        while True:
            for key, _ in self._selector.select(_TICK if self._copies else None):
                if key.fd != self._inbox:
                    self._read(self._copies[key.fd])
                elif not self._obey():
                    return
            for copy in list(self._copies.values()):
                if os.waitid(os.P_PID, copy.process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                    self._read(copy)
                    self._finish(copy)

    def _obey(self) -> bool:
        """Take one message; return whether there was one."""
        message = receive(self._inbox)
        if message is None:
            for copy in self._copies.values():
                _end(copy.process)
            return False
        content: Request | GiveUp = pickle.loads(message)
        if isinstance(content, Request):
            self._start(content.number, message)
        else:
            for copy in self._copies.values():
                if copy.number == content.number:
                    _end(copy.process)
        return True

    def _start(self, number: int, message: bytes) -> None:
        pipe, reply = os.pipe()
        os.set_blocking(pipe, False)
        process = os.fork()
        if not process:
            self._be_copy(message, pipe, reply)
        os.close(reply)
        self._copies[pipe] = _Copy(process, number, pipe)
        self._selector.register(pipe, selectors.EVENT_READ)

    def _be_copy(self, message: bytes, pipe: int, reply: int) -> None:
        """Perform the request in this copy, which nothing but the end of the process leaves."""
        try:
            os.setsid()
            self._selector.close()
            for descriptor in (self._inbox, self._outbox, self._alive[1], pipe, *self._copies):
                os.close(descriptor)
            Thread(target=_end_with, args=(self._alive[0],), daemon=True).start()
            send(reply, perform(message))
            os._exit(0)
        except BaseException:  # must not go on as a second server
            traceback.print_exc()
        finally:
            os._exit(1)

    def _read(self, copy: _Copy) -> None:
        """Take what has come of a reply; where it is whole, the task is over."""
        if copy.pipe not in self._copies:
            return
        with contextlib.suppress(BlockingIOError):
            while chunk := os.read(copy.pipe, 1 << 20):
                copy.data += chunk
            self._forget(copy.pipe)  # closed; the process may still live
        if take_whole(copy.data) is not None:
            self._finish(copy)

    def _finish(self, copy: _Copy) -> None:
        """End whatever the task has left, and pass its reply on, or say how it died."""
        if self._copies.pop(copy.pipe, None) is None:
            return
        _end(copy.process)
        code = os.waitstatus_to_exitcode(os.waitpid(copy.process, 0)[1])
        self._forget(copy.pipe)
        os.close(copy.pipe)
        seconds = time.monotonic() - copy.started
        whole = take_whole(copy.data)
        send(self._outbox, whole or Reply(copy.number, b"", died(code), seconds))

    def _forget(self, pipe: int) -> None:
        """Listen to a pipe no more."""
        if pipe in self._selector.get_map():
            self._selector.unregister(pipe)


def _end(process: int) -> None:
    """Kill a copy and all of its group; it stays until it is waited for, so that its number means no other process."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(process, signal.SIGKILL)


def _end_with(alive: int) -> None:
    """Wait for the end of the process that made this copy, then end its group."""
    os.read(alive, 1)
    end_all()
