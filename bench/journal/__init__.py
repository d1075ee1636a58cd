"""How long it takes to keep a promise, how fast a receipt is found, and what power cuts and kills leave of it all."""
