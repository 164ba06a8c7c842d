"""The one error of the ledger, and what the database's own errors mean to a clerk."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

# So long does a writer wait for another one: a thousand materials take some seconds to write, more on a busy machine.
BUSY_SECONDS = 60

LOCKED = "台账正被别的程序占用，等了{seconds}秒还写不进去；请稍后再试，或关掉正在用它的程序：{place}"
# What the messages of the two databases say, and what it means; the first that is found counts.
MEANINGS = (
    ("database is locked", LOCKED),
    ("lock timeout", LOCKED),
    ("not a database", "这个文件不是台账，或者已经损坏；有备份的可以用 ganhuo ledger restore 恢复：{place}"),
    ("malformed", "台账文件已经损坏；有备份的可以用 ganhuo ledger restore 恢复：{place}"),
    ("readonly", "台账是只读的，写不进去；请检查文件和文件夹的权限：{place}"),
    ("read-only", "台账是只读的，写不进去；请检查文件和文件夹的权限：{place}"),
    ("unable to open", "打不开台账；请检查文件夹在不在、有没有权限：{place}"),
    ("full", "磁盘满了，台账写不进去，原有内容不受影响：{place}"),
    ("password authentication", "数据库的用户名或密码不对：{place}"),
    ("permission denied", "数据库不允许这个用户这样做，请联系管理员：{place}"),
    ("does not exist", "数据库里没有这个库或用户，请联系管理员：{place}"),
    ("connect", "连不上台账所在的数据库；请检查地址和网络：{place}"),
)  # fmt: skip


class LedgerError(Exception):
    """What cannot be done with the ledger; the message is one Chinese line."""


def meaning(error: DBAPIError, place: str) -> LedgerError:
    """A database's error as one Chinese line."""
    said = " ".join(str(error.orig).split())
    for words, line in MEANINGS:
        if words in said.lower():
            return LedgerError(line.format(place=place, seconds=BUSY_SECONDS))
    return LedgerError(f"台账出错（{said[:200]}）：{place}")
