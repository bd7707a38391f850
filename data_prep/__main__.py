"""`python -m data_prep` is the command `dateline`."""

from data_prep.cli import main

main(prog_name="dateline")
