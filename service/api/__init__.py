"""REST API: routers, problem details, readiness. Everything here speaks HTTP and nothing else."""
