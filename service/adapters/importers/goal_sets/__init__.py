"""Read goal sets in the forms in which people keep them."""
