"""What is known of the packages that the bot is made of: `make audit`, `make sbom`, `make hashes`."""
