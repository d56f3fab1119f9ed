"""The real server: started as whoever looks after it does, with real clients at both of its doors."""
