"""ganhuo.toml -> Settings: thresholds of judgement and options of the checks. An unknown key or a wrong type is one clear line.

::

    [thresholds]
    review = 0.6

    [reading]
    converter = true          # let LibreOffice, where it is installed, open what our own readers cannot

    [checks.boilerplate]
    least_characters = 12
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker import toml
from checker.assessment import THRESHOLD_NAMES, Settings, Thresholds
from checker.checks import CHECKS
from checker.reading.options import Options


class SettingsError(ValueError):
    """A settings file that cannot be used; the message is one Chinese line."""


def load(path: Path) -> Settings:
    """The settings in a TOML file. Raises SettingsError."""
    try:
        data = toml.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"找不到配置文件：{path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"配置文件读不出，须是 UTF-8 文本：{path}") from error
    except toml.TOMLDecodeError as error:
        raise SettingsError(f"配置文件不是正确的 TOML：{path}（{error}）") from error
    _only(data, ("thresholds", "reading", "checks"), "配置文件")
    thresholds = _table(data, "thresholds")
    _only(thresholds, THRESHOLD_NAMES, "[thresholds]")
    reading = _table(data, "reading")
    _only(reading, ("converter",), "[reading]")
    converter = reading.get("converter", False)
    if not isinstance(converter, bool):
        raise SettingsError(f"reading.converter 应是 true 或 false，现在是 {converter!r}。")
    checks = _table(data, "checks")
    _only(checks, tuple(CHECKS), "[checks]")
    for name in checks:
        options = _table(checks, name)
        _only(options, tuple(CHECKS[name].OPTIONS), f"[checks.{name}]")
        for key, value in options.items():
            _number(value, f"checks.{name}.{key}")
    for key, value in thresholds.items():
        if not 0 <= _number(value, f"thresholds.{key}") <= 1:
            raise SettingsError(f"thresholds.{key} 应在 0 与 1 之间，现在是 {value}。")
    lines = Thresholds(**{key: float(value) for key, value in thresholds.items()})
    return Settings(lines, Options(converter=converter), checks)


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{name} 应是一个表（[{name}]），现在是 {table!r}。")
    return table


def _only(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(f"{where} 里没有“{key}”这一项；可用的有：{'、'.join(known)}。")


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SettingsError(f"{name} 应是数字，现在是 {value!r}。")
    return float(value)
