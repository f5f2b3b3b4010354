"""The Data page: what is loaded, how old it is, and what to do next."""
