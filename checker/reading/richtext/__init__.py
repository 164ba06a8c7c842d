"""What rich text (RTF) says of letters and paragraphs, apart from its groups."""
