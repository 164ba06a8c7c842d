"""Word's vocabulary: the XML of .docx, the bytes of .doc (`ole`, `bits`, `binary*`), and what both are read into.

`styles.Look` and `styles.Form`, `lines` and the number formats of `numbering` serve the readers of other formats, too.
"""
