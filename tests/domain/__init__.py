"""Tests of the domain: the rules of rounds, consent and meetings, without a terminal and without a store."""
