"""What Dask runs on each worker of a run, also on those that come later: it brings the project's data. Needs Dask."""

from __future__ import annotations

from pathlib import Path

from distributed import Worker, WorkerPlugin

from compare.cluster.bundle import Bundle, unpack_once


class BundlePlugin(WorkerPlugin):
    """Opens a bundle in the worker's own folder, which Dask removes with the worker."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def setup(self, worker: Worker) -> None:
        """Open the bundle. It stays when the run ends: another may use the same data."""
        unpack_once(self._bundle, Path(worker.local_directory))
