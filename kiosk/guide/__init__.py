"""The guide's desk: what stands behind its screens."""
