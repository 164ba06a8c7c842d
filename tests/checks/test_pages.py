"""Every check has its page for users, in one order."""

import pytest

from checker.checks import CHECKS

PARTS = ["查什么：", "为什么：", "局限：", "正例：", "反例：", "选项：", "出处："]


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_s_docstring_has_all_parts_in_order(name: str) -> None:
    page = CHECKS[name].__doc__ or ""
    assert page.startswith(CHECKS[name].NAME + "：")
    positions = [page.index("\n" + part) for part in PARTS]
    assert positions == sorted(positions)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_s_options_are_described_with_their_defaults(name: str) -> None:
    page = CHECKS[name].__doc__ or ""
    for option, default in CHECKS[name].OPTIONS.items():
        assert option in page
        assert f"默认 {default:g}" in page
