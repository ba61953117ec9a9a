"""Delivery: records that are worked on once, and messages that are posted once."""
