"""What the figures of a paper say of each other: parts and wholes, changes, shares, sums of money, dates, one name with two values."""
