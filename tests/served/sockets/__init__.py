"""Tests of the Unix socket: from the server's side, and from that of who comes in by it."""
