"""The values that the chart is rendered with: what people install, and what must be refused."""

NEEDED = {
    "image": {"repository": "registry.example.com/pilothouse"},
    "secrets": {"existingSecret": "pilothouse"},
}
REPOSITORY = {
    "name": "checkout",
    "url": "https://git.example.com/shop/checkout.git",
    "jobs": ["shop/checkout", "deploy-*"],
    "services": {"checkout": ["src/checkout", "lib"]},
    "branch": "main",
}
POLICY = """
[release]
members = ["@S0RELEASE"]
[[release.grants]]
actions = ["build", "abort"]
objects = ["deploy*"]
channels = ["C0DEPLOYS"]
second_person = ["deploy-production*"]
"""
PEER = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress"}}}
NOWHERE = [{"key": "chatops", "operator": "Exists", "effect": "NoSchedule"}]
SPREAD = [{"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone"}]
FOREIGN_KINDS = ["ServiceMonitor"]  # the Prometheus Operator's, not Kubernetes's

PLACED = {
    "nodeSelector": {"kubernetes.io/arch": "amd64"},
    "tolerations": NOWHERE,
    "affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}},
    "podAnnotations": {"example.com/team": "platform"},
}
A_POD = PLACED | {
    "podLabels": {"team": "platform"},
    "priorityClassName": "high",
    "topologySpreadConstraints": [SPREAD[0] | {"whenUnsatisfiable": "DoNotSchedule"}],
}
A_PROBE = {"exec": {"command": ["test", "-d", "/var/lib/pilothouse"]}, "periodSeconds": 60}

EVERYTHING = {
    "nameOverride": "pilot",
    "fullnameOverride": "pilot",
    "commonLabels": {"cost-centre": "42"},
    "commonAnnotations": {"example.com/owner": "platform"},
    "image": {
        "repository": "registry.example.com:5000/tools/pilothouse",
        "digest": "sha256:" + "0123456789abcdef" * 4,
        "pullPolicy": "Always",
    },
    "imagePullSecrets": [{"name": "registry"}],
    "secrets": {
        "existingSecret": "pilothouse",
        "from": {"JENKINS_TOKEN": {"name": "jenkins", "key": "token"}},
    },
    "slack": {"mode": "http", "apiUrl": "https://slack.example.com/api/"},
    "jenkins": {
        "url": "https://jenkins.example.com",
        "user": "pilot",
        "pollSeconds": 30,
        "deployJobs": ["deploy-*", "release/**"],
    },
    "prometheus": {
        "url": "http://prometheus.monitoring:9090",
        "publicUrl": "https://prometheus.example.com",
    },
    "alertmanager": {
        "url": "http://alertmanager.monitoring:9093",
        "publicUrl": "https://alertmanager.example.com",
    },
    "llm": {"baseUrl": "http://ollama.models:11434/v1", "model": "qwen3"},
    "git": {"repositories": [REPOSITORY], "user": "pilot"},
    "roles": {"policy": POLICY},
    "logFormat": "text",
    "extraEnv": [
        {"name": "TZ", "value": "Europe/Vienna"},
        {
            "name": "HTTPS_PROXY",
            "valueFrom": {"secretKeyRef": {"name": "proxy", "key": "address"}},
        },
    ],
    "redis": {"bundled": {"enabled": True, "storage": {"className": "fast"}, **PLACED}},
    "serviceAccount": {"name": "pilot-runs", "annotations": {"example.com/role": "none"}},
    "web": {"autoscaling": {"enabled": True}, **A_POD},
    "worker": {"autoscaling": {"enabled": True}, "livenessProbe": A_PROBE, **A_POD},
    "clock": {"livenessProbe": A_PROBE, **A_POD},
    "service": {"type": "NodePort", "port": 8080, "annotations": {"example.com/lb": "inside"}},
    "ingress": {
        "enabled": True,
        "className": "nginx",
        "host": "pilot.example.com",
        "tlsSecretName": "pilot-tls",
        "annotations": {"cert-manager.io/cluster-issuer": "letsencrypt"},
    },
    "networkPolicy": {
        "enabled": True,
        "ingressFrom": [PEER],
        "egressPorts": [443, 9090, 9093, 11434],
        "extraEgress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}], "ports": [{"port": 8080}]}],
    },
    "serviceMonitor": {"enabled": True, "interval": "15s", "labels": {"release": "prometheus"}},
}

GOOD = {
    "Socket Mode, as it comes": NEEDED,
    "HTTP, Ingress, growing web": NEEDED
    | {
        "slack": {"mode": "http"},
        "ingress": {"enabled": True, "host": "pilot.example.com", "tlsSecretName": "pilot-tls"},
        "web": {"autoscaling": {"enabled": True, "maxReplicas": 20}},
    },
    "a Valkey of its own": NEEDED | {"redis": {"bundled": {"enabled": True}}},
    "roles in a file": NEEDED | {"roles": {"existingConfigMap": "pilothouse-roles"}},
    "everything": EVERYTHING,
    "the least": NEEDED
    | {
        "web": {"replicas": 1, "pdb": {"enabled": False}},
        "worker": {"replicas": 1, "pdb": {"enabled": False}},
        "serviceAccount": {"create": False},
    },
    "a Redis elsewhere, by TLS": NEEDED
    | {
        "secrets": {
            "existingSecret": "pilothouse",
            "from": {"REDIS_URL": {"name": "redis", "key": "rediss"}},
        },
        "redis": {"port": 6380},
        "networkPolicy": {"enabled": True},
    },
    "users that the cluster chooses": NEEDED
    | {
        "security": {"runAsUser": None, "runAsGroup": None, "fsGroup": None},
        "redis": {"bundled": {"enabled": True, "runAsUser": None}},
    },
    "a long release, no default spread": NEEDED
    | {
        "fullnameOverride": "a-name-that-is-as-long-as-names-may-be-in-this-one",
        "slack": {"mode": "http"},
        "web": {"livenessProbe": None, "readinessProbe": None, "startupProbe": None},
    },
}

# What must be refused, and a word of the reason that names it.
BAD = {
    "no Secret": ({"image": NEEDED["image"]}, "secrets.existingSecret is needed"),
    "no image": ({"secrets": NEEDED["secrets"]}, "image.repository is needed"),
    "a word that is not known": (NEEDED | {"replicaCount": 3}, "replicaCount"),
    "a deeper word that is not known": (NEEDED | {"web": {"replica": 3}}, "replica"),
    "a secret in the values": (NEEDED | {"slack": {"botToken": "xoxb-1"}}, "botToken"),
    "a secret in a variable": (
        NEEDED | {"extraEnv": [{"name": "JENKINS_TOKEN", "value": "110e"}]},
        "extraEnv",
    ),
    "a password in an address": (
        NEEDED | {"prometheus": {"url": "http://me:secret@prometheus:9090"}},
        "prometheus",
    ),
    "a password in a repository's address": (
        NEEDED
        | {"git": {"repositories": [{"name": "a", "url": "https://me:pw@git.example.com/a"}]}},
        "url",
    ),
    "a repository without a name": (
        NEEDED | {"git": {"repositories": [{"url": "https://git.example.com/a"}]}},
        "name",
    ),
    "latest": (NEEDED | {"image": {"repository": "pilothouse", "tag": "latest"}}, "tag"),
    "ten sockets and one to come": (NEEDED | {"web": {"replicas": 10}}, "replicas"),
    "sockets without end": (
        NEEDED | {"web": {"autoscaling": {"enabled": True, "maxReplicas": 20}}},
        "maxReplicas",
    ),
    "a mode that is none": (NEEDED | {"slack": {"mode": "rtm"}}, "mode"),
    "a text for a number": (NEEDED | {"web": {"replicas": "two"}}, "replicas"),
    "an Ingress for nobody": (NEEDED | {"ingress": {"enabled": True}}, "host"),
    "a worker cut short": (NEEDED | {"worker": {"terminationGracePeriodSeconds": 30}}, "190"),
    "more than one clock": (NEEDED | {"clock": {"replicas": 2}}, "replicas"),
    "root": (NEEDED | {"security": {"runAsUser": 0}}, "runAsUser"),
    "a port of root's": (NEEDED | {"web": {"port": 80}}, "port"),
    "no memory limit": (NEEDED | {"clock": {"resources": {"limits": {"memory": None}}}}, "memory"),
    "a user without a Jenkins": (NEEDED | {"jenkins": {"user": "pilot"}}, "url"),
    "a model without an address": (NEEDED | {"llm": {"model": "qwen3"}}, "baseUrl"),
    "two policies": (
        NEEDED | {"roles": {"policy": POLICY, "existingConfigMap": "pilothouse-roles"}},
        "roles.policy",
    ),
    "a label that selects": (
        NEEDED | {"commonLabels": {"app.kubernetes.io/name": "mine"}},
        "app.kubernetes.io/name",
    ),
}
