"""The engine of many machines: files by URL, judged by the workers of a Dask cluster, kept in shards.

The two passes are those of one machine. What lies between them, who shares what with whom and how common which words are,
is found without any machine holding it all: fingerprints are sorted by range of their hash, and what papers share goes
back to the shards that they lie in. `calls` are what workers do and `driving` hands them out; Dask is known to these two alone.
"""

from __future__ import annotations

from importlib.util import find_spec

from checker.batch import BatchError

SCHEME = "dask://"
EXTRA = '集群引擎要用的组件没有装，请先安装：pip install "ganhuo[cluster]"'
ADDRESS = "--engine 写得不对，应是 local 或 dask://主机:端口，例如 dask://10.0.0.1:8786。"


def scheduler(engine: str) -> str | None:
    """The address of the scheduler that an engine names, None for this machine. Raises BatchError."""
    if engine == "local":
        return None
    host, colon, port = engine.removeprefix(SCHEME).rstrip("/").rpartition(":")
    if not engine.startswith(SCHEME) or not (host and colon and port.isdecimal()):
        raise BatchError(ADDRESS)
    if not (find_spec("distributed") and find_spec("fsspec")):
        raise BatchError(EXTRA)
    return f"tcp://{host}:{port}"
