"""Reading a difference: its lines, what is risky in it, and what a model remarks."""
