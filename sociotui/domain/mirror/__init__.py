"""The mirror: how power is shared in a meeting, a circle or the organisation, as figures of all and of nobody."""
