"""How the help of a command ends: with examples, and with what its exit codes mean."""

from __future__ import annotations


def ending(*examples: str, codes: str = "") -> str:
    """Examples one a line, then the codes; the backspace keeps typer from joining the lines."""
    return "\n".join(["\b", "Examples:", *(f"  {one}" for one in examples), "", codes]).rstrip()
