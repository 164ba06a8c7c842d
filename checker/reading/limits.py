"""What is accepted, and why so much: every file is hostile until read. One place for all readers."""

from __future__ import annotations

# 99 % of real submissions are under 2.7 MB; photographs pasted into Word make the rest.
FILE_BYTES = 50 * 2**20
# The biggest honest .docx seen had 47 parts, 12.6 MB in one part and 16.6 MB in all.
ZIP_ENTRIES = 4_000
XML_PART_BYTES = 32 * 2**20
XML_TOTAL_BYTES = 128 * 2**20
# gridSpan="100000000" cost python-docx 14 s and 0.9 GB; no real table is wider.
TABLE_COLUMNS = 64
# A material has 3–20 pages; 100,000 pages fit into 0.6 MB of PDF.
PDF_PAGES = 300
# ISO 32000 allows 14,400 units a side.
PDF_PAGE_POINTS = 14_400
# Longer texts are books; judging one would cost minutes.
CHARACTERS = 300_000
