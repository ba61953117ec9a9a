"""Links to our systems in what people say: what is behind them is shown below the message.

- `targets` (an address in, what it means out, of a closed set; no address is ever fetched), `shown`
  (what is told of each), `hear` (which links are told of at all). It stands over the subjects, whose
  commands it runs.
"""

from handlers.links.hear import routes

__all__ = ["routes"]
