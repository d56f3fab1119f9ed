"""Tests of the doctor, who looks whether a home is well."""
