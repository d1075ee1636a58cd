"""Receipt photos and clips made from a seed, and the kiosk's reader scored against stock engines on them."""
