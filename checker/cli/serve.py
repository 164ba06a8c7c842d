"""`ganhuo serve` and `ganhuo web-user …`: the page for people who never open a terminal, and who may use it."""

from __future__ import annotations

import getpass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.failing import fail
from checker.cli.ledger import login

if TYPE_CHECKING:
    from checker.web.accounts import Accounts
    from checker.web.settings import WebSettings

users = typer.Typer(help="网页的用户：谁能登录、能做什么。", no_args_is_help=True, rich_markup_mode=None)


class Role(str, Enum):
    """What a user may do."""

    reader = "reader"
    clerk = "clerk"
    administrator = "administrator"


Where = Annotated[str | None, typer.Option("--ledger", help="台账在哪里；不写就用自己的台账", metavar="台账")]
Name = Annotated[str, typer.Argument(help="用户名", metavar="用户名")]
As = Annotated[Role, typer.Option("--role", help="角色：reader 查看，clerk 经办，administrator 管理员")]


def serve(
    host: Annotated[str, typer.Option("--host", help="在哪个地址上提供；不写只有本机能用", metavar="地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口", metavar="端口")] = 8710,
    ledger: Where = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="别人用什么主机名打开这个网页，可多次", metavar="主机名")
    ] = None,
    certificate: Annotated[Path | None, typer.Option("--certificate", help="HTTPS 证书文件", metavar="文件")] = None,
    key: Annotated[Path | None, typer.Option("--key", help="HTTPS 私钥文件", metavar="文件")] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="同时检查几份；0 表示用满处理器")] = 0,
    second_look: Annotated[int, typer.Option("--second-look", min=1, help="每几份抽一份给人复看")] = 10,
    config: Annotated[Path | None, typer.Option("--config", help="配置文件 ganhuo.toml")] = None,
) -> None:
    """打开网页：拖进文件就能检查，看批次、单位历年情况，更正结论。按 Ctrl+C 停止。

    不写 --host 时只有这台电脑能用，不用登录；给别的电脑用，要先用 ganhuo web-user add 建一个管理员。
    """
    from checker.assessment import Settings
    from checker.ledger import LedgerError
    from checker.settings import SettingsError, load
    from checker.web.settings import WebSettings, home_for, usual_workers

    if (certificate is None) != (key is None):
        fail("--certificate 和 --key 要同时写。")
    for file in filter(None, (certificate, key)):
        if not file.is_file():
            fail(f"没有这个文件：{file}")
    try:
        settings = WebSettings(
            home=home_for(ledger),
            ledger=ledger,
            judging=load(config) if config else Settings(),
            host=host,
            names=frozenset(own.lower() for own in name or ()),
            secure=certificate is not None,
            workers=workers or usual_workers(),
            one_in=second_look,
        )
    except (LedgerError, SettingsError) as error:
        fail(str(error))
    if not settings.loopback and not any(user.role == "administrator" for user in _accounts(settings).all()):
        fail("给别的电脑用要先有管理员：ganhuo web-user add 用户名 --role administrator")
    _run(settings, port, certificate, key)


@users.command()
def add(name: Name, role: As = Role.clerk, ledger: Where = None) -> None:
    """添加用户，或者重新设置已有用户的密码和角色。密码在提示后输入，不写在命令里。"""
    from checker.web.accounts import AccountError, checked_name, checked_password

    accounts = _accounts_at(ledger)
    try:
        checked_name(name)
        password = checked_password(getpass.getpass("密码："))
        if getpass.getpass("再输一遍：") != password:
            fail("两遍密码不一样。")
        accounts.put(name, role.value, password)
    except (EOFError, KeyboardInterrupt):
        fail("没有输入密码，没有改动。")
    except AccountError as error:
        fail(str(error))
    print(f"已保存用户“{name}”。")


@users.command()
def remove(name: Name, ledger: Where = None) -> None:
    """删除用户，正在使用的立即退出。"""
    from checker.web.accounts import AccountError

    try:
        _accounts_at(ledger).remove(name)
    except AccountError as error:
        fail(str(error))
    print(f"已删除用户“{name}”。")


@users.command("list")
def show(ledger: Where = None) -> None:
    """列出用户和角色。"""
    from checker.web.accounts import ROLES

    found = _accounts_at(ledger).all()
    print("\n".join(f"{user.name}　{ROLES[user.role]}" for user in found) or "还没有用户。")


def _accounts_at(ledger: str | None) -> Accounts:
    from checker.ledger import LedgerError
    from checker.web.accounts import Accounts
    from checker.web.settings import home_for

    try:
        return Accounts(home_for(ledger))
    except LedgerError as error:
        fail(str(error))


def _accounts(settings: WebSettings) -> Accounts:
    from checker.web.accounts import Accounts

    return Accounts(settings.home)


def _run(settings: WebSettings, port: int, certificate: Path | None, key: Path | None) -> None:
    """Listen until somebody stops it."""
    import socket

    import uvicorn

    from checker.web.app import create_app
    from checker.web.errors import StoreError
    from checker.web.store import InUse

    try:
        listener = socket.create_server(
            (settings.host, port), family=socket.AF_INET6 if ":" in settings.host else socket.AF_INET, backlog=256
        )
    except OSError as error:
        fail(f"{settings.host}:{port} 用不了（{error.strerror}）；请换一个 --port。")
    try:
        app = create_app(settings, login())
    except InUse:
        fail("这个台账已经有一个网页服务在运行。")
    except StoreError as error:
        fail(f"{error.message}（{settings.home}）")
    where = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"{'https' if settings.secure else 'http'}://{where}:{listener.getsockname()[1]}/"
    print(f"请用浏览器打开 {address} ；按 Ctrl+C 停止。", flush=True)
    if not settings.loopback and not settings.secure:
        print("提示：没有 --certificate，密码在网络上不加密；只应在可信的内网里这样用。", flush=True)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=certificate,
        ssl_keyfile=str(key) if key else None,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listener])
