"""What only OpenDocument has: its names, its styles, its lists, what of a paragraph is seen."""
