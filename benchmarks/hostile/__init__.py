"""What the outside can do to the bot: forged requests, hostile strings, and a model that obeys them.

`python -m benchmarks.hostile` sends every row of the shared security data through the real thing
and says of each whether it did what it must not. Servers, processes and files are this machine's.
"""
