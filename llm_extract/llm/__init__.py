"""Asking a model: one request in, one reply out, behind small wrappers that compose."""
