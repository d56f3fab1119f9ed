"""Getting the program onto a machine: what builds, bundles and the lists of what it stands on promise."""
