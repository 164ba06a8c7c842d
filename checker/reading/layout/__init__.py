"""Letters and lines with geometry -> paragraphs: for PDF, OFD and recognised pictures alike."""
