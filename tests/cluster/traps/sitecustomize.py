"""Files that kill: worker processes of a cluster under test have this folder on their path, and do what such a file says."""

import os
import signal
import sys
import time

FATAL = "致命："


def _spring(data: bytes) -> bytes:
    text = data[:64].decode("utf-8", "ignore")
    if text.startswith(f"{FATAL}进程"):
        os._exit(9)
    if text.startswith(f"{FATAL}机器") and os.environ["GANHUO_TRAPS"] == "alone":
        os._exit(9)
    if text.startswith(f"{FATAL}机器"):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    held = []
    while text.startswith(f"{FATAL}内存"):
        held.append(b"x" * (100 * 2**20))
        time.sleep(0.02)
    return data


if os.environ.get("GANHUO_TRAPS") and any("checker.batch.hiring" in word for word in sys.orig_argv):
    from checker.batch import worker

    _load = worker.load
    worker.load = lambda path: _spring(_load(path))
