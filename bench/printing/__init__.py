"""Prints by the thousand against printers that fail at a random byte: is what was told what came out?"""
