"""Benchmarks: each measures the program from outside beside a floor in the same run, prints a table, and asserts what is exact."""
