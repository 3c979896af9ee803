"""A cluster of two workers, and one ingest over it, each in a process of its own: sockets are off in that of the tests.

`python -c "from tests.ingest import ray_run; ray_run.cluster()"` prints the address and lives until its stdin closes;
`ray_run.run()` takes one JSON argument, prints the report and leaves a library.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from app.commands.stopping import Stopping
from ingest.on_ray import ClusterError, RayReader
from ingest.pipeline import ingest
from tests.ingest.test_pipeline import CountingEncoder
from vectorstore.encoders.encoder import Vectors
from vectorstore.errors import EncoderError
from vectorstore.local.library import LocalLibrary


class WorkerEncoder(CountingEncoder):
    """Leaves its process's number in a folder, with its count, and takes its time."""

    def __init__(self, pids: Path, pause_s: float, model: str) -> None:
        super().__init__(model=model)
        self._left = pids / str(os.getpid())
        self._left.touch()
        self._pause_s = pause_s

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        time.sleep(self._pause_s)
        vectors = super().encode_documents(texts)
        self._left.write_text(str(self.texts))
        return vectors


def cluster() -> None:
    """Two workers of one core each."""
    from ray.cluster_utils import Cluster

    quiet = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 80_000_000}
    here = Cluster(initialize_head=True, head_node_args=quiet)
    here.add_node(num_cpus=1, object_store_memory=80_000_000)
    _say(f"address {here.address}")
    sys.stdin.read()
    here.shutdown()


def run() -> None:
    """One ingest as `app.commands.ingest` does it, but with the encoder of the tests."""
    given = json.loads(sys.argv[1])
    encoder = CountingEncoder()
    load = partial(WorkerEncoder, Path(given["pids"]), given["pause_s"], given["model"])
    library = LocalLibrary(Path(given["library"]), create=True)
    with Stopping(lambda: _say("stopping")) as stopping:
        reader = RayReader(load, encoder.fingerprint, given["address"])
        try:
            report = ingest(given["sources"], library, encoder, sync=True, stopping=stopping, reader=reader)
        except (ClusterError, EncoderError) as error:
            _say(f"{type(error).__name__}: {error}")
            return
    counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged", "duplicates", "removed")}
    rejected = sorted([each.source, each.code] for each in report.rejected)
    found = {**counts, "rejected": rejected, "interrupted": report.interrupted, "embedded_here": encoder.texts}
    _say(json.dumps(found))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
