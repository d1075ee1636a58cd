"""A plan of the store on screen: a picture in metres, how much of it a leaf shows, and what a finger does to it."""
