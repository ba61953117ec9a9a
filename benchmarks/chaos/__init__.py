"""`make chaos`: the real processes are killed again and again, and every message is counted.

Web, worker and clock processes, a Valkey and the emulated workspace run as they do in earnest.
Senders deliver news and questions, some of them twice, and send again what nobody acked, as Slack
and Alertmanager do. The workspace takes messages and then answers 500, drops the line or hangs.
Meanwhile processes, their children and the Valkey itself get SIGKILL. In the end a checker compares
what was acked with what stands on the page: nothing may be missing and nothing may be there twice.
"""
