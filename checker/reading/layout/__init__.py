"""Letters and lines with geometry -> paragraphs: for PDF, OFD and recognised pictures alike.

`grids` finds ruled tables, `rows` puts lines together, `pages` makes a page of them and `lines` paragraphs; `straight` is for
photos and scans that lie askew.
"""
