"""What can be carried away of a timeline, as files: `formats.FORMATS` lists them, `cargo.py` says what goes out."""
