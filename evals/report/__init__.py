"""Results for readers: tables on the terminal, one HTML file with plots."""
