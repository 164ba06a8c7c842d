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

# Archives: a round is a folder of folders, so an archive in an archive is usual and one deeper happens.
ARCHIVE_DEPTH = 2
ARCHIVE_FILES = 3_000
ARCHIVE_BYTES = 2**30
# Directories of archives are built in memory before the first file is seen.
ARCHIVE_ENTRIES = 20_000
# A sheet of a quarter's figures has some hundred rows; a million empty ones fit into 1 MB.
SHEET_CELLS = 200_000
SLIDES = 300
# A4 at 600 dpi is 35 million pixels; 30,000 × 30,000 would take 2.7 GB.
PIXELS = 50_000_000
# Smaller pictures are stamps, logos and signatures.
SMALLEST_SIDE = 64
# Letters of official papers are 22 dots high at 150 dpi; more dots gain nothing and cost seconds.
OCR_DPI, OCR_LONGEST_SIDE = 200, 4_000
# Recognising costs 2–5 s a page, several times that on a slow office machine under load; a scanned material has 3–20 of them.
OCR_PAGES, OCR_PAGE_SECONDS = 60, 30.0
# One file: a 1 MB PDF can hold 420 MB of drawing commands, so that only a clock and a scale catch what goes wrong.
FILE_SECONDS, ARCHIVE_SECONDS = 30.0, 180.0
FILE_MEMORY = 1536 * 2**20
# A quarter's submissions in one archive; it is held in memory while it is unpacked.
ARCHIVE_FILE_BYTES = 500 * 2**20
# LibreOffice opens an ordinary file in 1–3 s after a first start of 5–10 s.
CONVERTER_SECONDS = 60.0
# An OFD may hold several documents, each with its own pages; one is usual, a letter with its annexes makes a handful.
OFD_DOCUMENTS = 20
# calamine lays out the whole rectangle of a sheet, 130 bytes a cell in all; a stray word in the last corner makes it 17 billion.
SHEET_AREA = 2_000_000
# A long material saved by Word has 10,000 elements; 10 million empty ones fit into a page of 30 MB and take a minute.
HTML_ELEMENTS = 500_000
# Cells without text, rows, forms and formulas outnumber filled cells, but not without end: each costs time.
SHEET_ITEMS = 10 * SHEET_CELLS
# A register may be longer than any text, and has to be told what it is.
SHEET_CHARACTERS = 10 * CHARACTERS
# Real RTF nests some dozen groups; each open one costs memory.
RTF_GROUPS = 2_000
# 50 MB of attachments make a mail of 70 MB; taking one apart needs several times its size in memory.
MAIL_BYTES = 2 * FILE_BYTES
