"""How Celery and its transport are set: each value with its reason and where the setting is described."""

from typing import Any

SOFT_LIMIT_SECONDS, HARD_LIMIT_SECONDS, VISIBILITY_SECONDS = 50, 60, 90

REDIS: dict[str, Any] = {
    # Longer than the longest task that is acknowledged at its end, which would run twice otherwise.
    # https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout
    "visibility_timeout": VISIBILITY_SECONDS,
    # What a killed worker held is looked for every second: by default it stays away for up to 100 s more.
    # https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.redis.html#transport-options
    "unacked_restore_interval": 1,
    # And at every look, not at each tenth.
    # https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.redis.html#transport-options
    "unacked_restore_throttle": 1,
    # By default whoever sends over a connection that went away in silence waits for ever.
    # https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.redis.html#transport-options
    "socket_timeout": 10,
    # A broker that does not answer is tried again by the courier, not waited for.
    # https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.redis.html#transport-options
    "socket_connect_timeout": 5,
    # Lets the machine itself notice a peer that is gone, also where nothing is being sent.
    # https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.redis.html#transport-options
    "socket_keepalive": True,
    # So often a connection that only waits is looked at: a worker whose connection was cut in silence was back after
    # 2 s with these four, and never without them.
    # https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.redis.html#transport-options
    "health_check_interval": 5,
    # Whoever sends is told soon that the broker is away; the courier tries again with growing pauses.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-transport-options
    "max_retries": 1,
}

SENDER: dict[str, Any] = {
    # Ours: what is no message is parked instead of ending the worker (decision 0006).
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-url
    "broker_transport": "shared.messaging.transport:Transport",
    # What lets a lost message come back and a lost connection be noticed.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-transport-options
    "broker_transport_options": REDIS,
    # As long as one attempt to connect may take.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-connection-timeout
    "broker_connection_timeout": REDIS["socket_connect_timeout"],
    # What was not sent stays in the outbox and goes with the next round: a second way to try again would only hold it.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-publish-retry
    "task_publish_retry": False,
    # The default, held fast: whatever else a message may be packed in could run code when it is unpacked.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-serializer
    "task_serializer": "json",
    # The same for what is taken: nothing but JSON is ever unpacked.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#accept-content
    "accept_content": ["json"],
    # Nobody reads results: what became of a fact stands in its consumer's inbox.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-ignore-result
    "task_ignore_result": True,
}

WORKER: dict[str, Any] = {
    # A killed worker's message comes back instead of being acknowledged before it was done.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-acks-late
    "task_acks_late": True,
    # The default, held fast: a message that kills its worker would come back for ever. The producer sends again what
    # nobody confirmed, with growing pauses and a cap (decision 0002).
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-reject-on-worker-lost
    "task_reject_on_worker_lost": False,
    # Whatever waits stays on the queue, where its length is seen and every worker may take it (decision 0062).
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-prefetch-multiplier
    "worker_prefetch_multiplier": 1,
    # Time to end in order before the hard limit: what a fact did is rolled back, and the fact is sent again.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-soft-time-limit
    "task_soft_time_limit": SOFT_LIMIT_SECONDS,
    # Ends what hangs, and sooner than its message would be given to another worker.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-time-limit
    "task_time_limit": HARD_LIMIT_SECONDS,
    # A task whose connection is lost can no longer be acknowledged and comes back: it must not run beside itself.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-cancel-long-running-tasks-on-connection-loss
    "worker_cancel_long_running_tasks_on_connection_loss": True,
    # A worker may be started before its broker; left unsaid, Celery warns of it.
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-connection-retry-on-startup
    "broker_connection_retry_on_startup": True,
    # Nobody commands workers from afar: the supervisor ends them, and their signs of life are rows (heartbeat.py).
    # https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-enable-remote-control
    "worker_enable_remote_control": False,
}
