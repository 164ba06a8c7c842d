"""The last resort, off unless asked for: LibreOffice, where it is installed, turns a file that no reader can read into .docx.

It runs in a profile of its own, without macros and without following links, and is killed with all its children when its
time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.reading import limits, patience
from checker.reading.errors import Unreadable

PROGRAMS = ("soffice", "libreoffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501 - one setting a line


def program() -> str | None:
    """Where LibreOffice is, None if it is not on this machine."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def to_docx(data: bytes) -> bytes:
    """`data` as a .docx. Raises Unreadable where LibreOffice is missing, cannot open it, or takes too long."""
    soffice = program()
    if soffice is None:
        raise Unreadable(
            "needs_extra", "配置里允许用 LibreOffice 转换，但这台电脑上没有装；请安装 LibreOffice，或另存为 .docx 后再报。"
        )
    patience.more(limits.CONVERTER_SECONDS + limits.FILE_SECONDS)
    with TemporaryDirectory(prefix="ganhuo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        (folder / "material").write_bytes(data)
        _run([soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
              "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(folder / "material")])  # fmt: skip
        made = folder / "out" / "material.docx"
        if not made.is_file() or made.stat().st_size > limits.FILE_BYTES:
            raise Unreadable("damaged", "自己的读取程序和 LibreOffice 都打不开这个文件；请重新导出或重新发送。")
        return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run the program in a process group of its own (where there are any), and end all of it when its time is up."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is one of PROGRAMS
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise Unreadable("needs_extra", "LibreOffice 启动不了；请重新安装，或另存为 .docx 后再报。") from error
    try:
        process.wait(limits.CONVERTER_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("timeout", "LibreOffice 转换这个文件花的时间过长，已经停止；请另存为 .docx 后再报。") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
