"""The typed records: frozen, without I/O, and the same in JSON every time."""
