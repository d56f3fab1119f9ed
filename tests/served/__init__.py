"""Tests of what a server serves."""
