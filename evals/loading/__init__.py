"""Read labelled data; a fault is an ``InputError`` that names file and line."""
