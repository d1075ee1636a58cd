"""Stand-ins that speak the real contracts and misbehave on command."""
