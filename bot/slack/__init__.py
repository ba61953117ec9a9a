"""Slack's surface: its forms become intents, our messages become its blocks."""
