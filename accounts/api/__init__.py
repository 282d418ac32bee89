"""What every resource of the REST API shares; and the resources of this room."""
