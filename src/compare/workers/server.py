"""The worker's side: take requests from a pipe, perform them one after another, send the replies.

The pipe is moved out of the way of whatever a task prints. When its other end is gone, the worker ends itself with all that its
task has started.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread

from compare.workers.frames import Reply, Request, Start, receive, send


def main() -> None:
    """Serve the pool at the other end of the standard streams until it is gone."""
    inbox, outbox = _take_pipes()
    first = receive(inbox)
    if first is None:
        return
    start: Start = pickle.loads(first)
    for module in start.preload:
        with contextlib.suppress(Exception):  # the task that needs it meets the same error, and reports it
            importlib.import_module(module)
    if start.is_forking:
        from compare.workers.forking import ForkingServer

        ForkingServer(inbox, outbox).serve()
    else:
        _serve_in_turn(inbox, outbox)


def _take_pipes() -> tuple[int, int]:
    """Move the pipes to descriptors that nobody else knows, and leave standard input and output empty.

    Standard input must not stay a pipe on which a thread waits: on Windows, whatever else asks about it would wait as well.
    """
    pipes = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return pipes


def _serve_in_turn(inbox: int, outbox: int) -> None:
    requests: SimpleQueue[bytes] = SimpleQueue()

    def take_in() -> None:
        while (message := receive(inbox)) is not None:
            requests.put(message)
        end_all()

    Thread(target=take_in, daemon=True).start()
    while True:
        send(outbox, perform(requests.get()))


def end_all() -> None:
    """End this process and, where the system has groups, what it has started."""
    if sys.platform != "win32":
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


def perform(message: bytes) -> bytes:
    """Call the function of a pickled request and return the pickled reply; no error leaves it."""
    request: Request = pickle.loads(message)
    started = time.monotonic()
    try:
        with _surroundings(request):
            payload, error = _call(request)
    except Exception as problem:  # the log or the folder cannot be opened, or the task has closed a stream
        payload, error = b"", f"{type(problem).__name__}: {problem}"
    return pickle.dumps(Reply(request.number, payload, error, time.monotonic() - started))


def _call(request: Request) -> tuple[bytes, str]:
    try:
        module, _, name = request.function.partition(":")
        function = getattr(importlib.import_module(module), name)
        return pickle.dumps(function(pickle.loads(request.payload))), ""
    except BaseException as problem:  # also what asks the process to end: it belongs to the task, not to the worker
        if request.log:
            traceback.print_exc()
        return b"", f"{type(problem).__name__}: {problem}"


@contextlib.contextmanager
def _surroundings(request: Request) -> Iterator[None]:
    """Let the task print to its log and work in its folder."""
    before = os.getcwd()  # noqa: PTH109  as text
    with contextlib.ExitStack() as undo:
        if request.log:
            log = os.open(request.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            undo.callback(os.close, log)
            for stream, descriptor in ((sys.stdout, 1), (sys.stderr, 2)):
                kept = os.dup(descriptor)
                undo.callback(os.close, kept)
                undo.callback(os.dup2, kept, descriptor)
                undo.callback(stream.flush)
                os.dup2(log, descriptor)
        if request.folder:
            os.chdir(request.folder)
            undo.callback(os.chdir, before)
        yield
