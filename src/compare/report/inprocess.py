"""A papermill engine that executes a notebook in the running process, with no kernel to start and none to talk to.

The cells run in ipykernel's own in-process kernel, and nbclient asks it and reads its answers as it would those of a kernel
elsewhere: outputs, errors and metadata are theirs. What differs is what the state around a notebook is: the process it runs in.
Only `compare.report.execute` uses it, in processes that have nothing else to do.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from types import SimpleNamespace
from typing import Any

import numpy as np
import papermill.clientwrap
import papermill.engines
from ipykernel.inprocess.constants import INPROCESS_KEY
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import IOPubThread
from jupyter_client.session import Session
from traitlets import default

_NAME = "compare-in-process"


def register() -> str:
    """Make the engine known to papermill and return its name."""
    papermill.engines.papermill_engines.register(_NAME, _Engine)
    return _NAME


class _Kernel(InProcessKernel):
    """The in-process kernel, which sends each message at once, from the thread that makes it."""

    _supports_kernel_subshells = False
    shell_channel_thread = SimpleNamespace(parent_thread=None)
    """Asked, where a cell awaits something, whether Ctrl-C must reach it: nobody can interrupt a copy but by ending it."""

    @default("iopub_thread")
    def _unstarted_thread(self) -> IOPubThread:
        return IOPubThread(self._underlying_iopub_socket, session=self.session)  # type: ignore[no-untyped-call]


class _Channel:
    """Messages that wait to be read."""

    def __init__(self) -> None:
        self._messages: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self.call_handlers = self._messages.put

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next message: all that belong to a cell are there when it has run."""
        return self._messages.get(block=False)


class _Connection:
    """What nbclient needs of a client: `execute`, and two channels with what the kernel answers."""

    def __init__(self, kernel: _Kernel) -> None:
        self._kernel = kernel
        self.session: Any = Session(key=INPROCESS_KEY)
        self.shell_channel, self.iopub_channel = _Channel(), _Channel()
        self.allow_stdin = False

    async def execute(self, code: str, *, store_history: bool, stop_on_error: bool) -> str:
        """Run a cell to its end and return the number of the request."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        request = self.session.msg("execute_request", content)
        stream: Any = self._kernel.shell_stream
        self.session.send(stream, request)
        await self._kernel.dispatch_shell(stream.recv_multipart())
        with contextlib.suppress(Empty):
            while True:
                self.shell_channel.call_handlers(self.session.recv(stream, copy=False)[1])
        return str(request["header"]["msg_id"])

    async def is_alive(self) -> bool:
        """Return True: where the kernel is dead, so is this process."""
        return True


class _Client(papermill.clientwrap.PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client with a kernel in this process."""

    def execute(self, **_: Any) -> Any:
        """Execute the cells."""
        self.reset_execution_trackers()
        with self._kernel_here() as kernel:
            self.papermill_execute_cells()
            self.nb.metadata["language_info"] = kernel.language_info
            self.set_widgets_metadata()
        return self.nb

    @contextlib.contextmanager
    def _kernel_here(self) -> Iterator[_Kernel]:
        if "" not in sys.path:
            sys.path.insert(0, "")  # as a kernel has it: modules beside the notebook's files
        np.random.seed()  # noqa: NPY002  copies would draw the same; the generator of ``random`` sees to itself
        kernel = _Kernel()  # type: ignore[no-untyped-call]
        self.kc = _Connection(kernel)
        kernel.frontends.append(self.kc)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
        try:
            yield kernel
        finally:
            sys.stdout, sys.stderr = streams


class _Engine(papermill.engines.Engine):  # type: ignore[misc]
    """Runs a notebook that papermill has prepared."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Execute the cells; papermill saves the notebook before and after each."""
        streams = {name: options.get(name) for name in ("stdout_file", "stderr_file")}
        _Client(nb_man, coalesce_streams=True, kernel_name=kernel_name, **streams).execute()
