"""The rules of circles, pure: state and command in, events or a refusal out; no I/O, no clock, no chance."""
