"""By ear: a meeting as lines that are heard, and acts as words that are said; for screen readers, braille lines and logs."""
