"""Tests of sociotui: they mirror the package, folder by folder."""
