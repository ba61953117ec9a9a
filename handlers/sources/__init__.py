"""Source files: which ones a text names (`places`), where they lie in a repository (`paths`), and
of what kind they are (`kinds`). Pure."""
