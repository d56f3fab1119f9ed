"""Imports: organisations as other programs have written them, brought into the form that this one keeps."""
