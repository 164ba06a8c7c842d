"""What the figures of a paper say of each other: parts and wholes, changes, shares, money, dates, one name with two values."""
