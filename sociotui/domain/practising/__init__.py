"""Practising: circles of simulated members with whom somebody practises what a facilitator does. Pure."""
