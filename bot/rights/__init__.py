"""Rights: who may change what, with whose consent and under whose name, and what was done of it.

- Who may: `membership` (groups and channels in Slack), `permission` (the roles' verdict on a person).
- The door: `guard` (asked, written down, then done once), `guarded` (the systems behind it).
- With whom: `approvals` (what waits for a second person), `second` (how the channel sees it),
  `accounts` (a person's own login). `acting` puts them together around one ask.
- What was done: `audit`, a chain that is only added to. What roles may say is `bot/roles.py`.
"""
