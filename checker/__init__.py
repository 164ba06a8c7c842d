"""干货: says which materials about the industrial-worker reform have substance, and shows the sentences that prove it.

>>> import checker
>>> checker.Checker().check_text("二〇二一年产改工作总结").verdict
'reject'
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["Assessment", "Checker", "Settings", "check"]

from checker.assessment import Assessment, Settings
from checker.checker import Checker, check
