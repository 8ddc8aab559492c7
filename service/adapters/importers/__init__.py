"""Read what users bring: goal sets and catalogues. All of it is untrusted."""
