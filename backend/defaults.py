"""What the command line says of itself before anything of the service is loaded."""

DEFAULT_DATABASE = "sqlite:///var/central.db"
