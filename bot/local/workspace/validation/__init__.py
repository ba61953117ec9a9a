"""Validation of Block Kit payloads by Slack's published limits."""
