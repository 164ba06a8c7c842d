"""Throws broken files at the readers: each must give a Document or raise Unreadable. Not part of the product."""
