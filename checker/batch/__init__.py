"""Many materials: each judged in a worker that may die without losing another; one engine a module."""

from __future__ import annotations


class BatchError(Exception):
    """A run that cannot begin or go on; the message is one Chinese line. What was judged so far is on disk."""
