"""What rich text (RTF) says of letters (`codes`) and paragraphs (`flow`); its groups are walked in `rtf`."""
