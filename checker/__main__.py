"""`python -m checker` is `ganhuo`."""

from checker.cli import main

main()
