"""What only WordprocessingML has: its names, its styles, its automatic numbers."""
