"""Doctor: looks whether a home, and what it stands on, is well; says what is not, and puts right what it can."""
