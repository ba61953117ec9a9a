{{/* One variable out of a Secret: (dict "root" $ "name" "JENKINS_TOKEN" "optional" true). */}}
{{- define "pilothouse.secret" -}}
{{- $from := get .root.Values.secrets.from .name | default dict -}}
{{- $needed := "secrets.existingSecret is needed: the name of the Secret that holds SLACK_BOT_TOKEN and the others" -}}
- name: {{ .as | default .name }}
  valueFrom:
    secretKeyRef:
      name: {{ $from.name | default (required $needed .root.Values.secrets.existingSecret) }}
      key: {{ $from.key | default .name }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end -}}

{{/* What the three processes are told beyond the ConfigMap: the secrets, by reference. */}}
{{- define "pilothouse.env" -}}
{{- $values := .Values -}}
{{ include "pilothouse.secret" (dict "root" . "name" "SLACK_BOT_TOKEN") }}
{{ include "pilothouse.secret" (dict "root" . "name" (eq $values.slack.mode "socket" | ternary "SLACK_APP_TOKEN" "SLACK_SIGNING_SECRET")) }}
{{- if $values.redis.bundled.enabled }}
{{ include "pilothouse.secret" (dict "root" . "name" "REDIS_PASSWORD") }}
- name: REDIS_URL
  value: redis://:$(REDIS_PASSWORD)@{{ include "pilothouse.redis" . }}:6379/0
{{- else }}
{{ include "pilothouse.secret" (dict "root" . "name" "REDIS_URL") }}
{{- end }}
{{- if $values.jenkins.user }}
{{ include "pilothouse.secret" (dict "root" . "name" "JENKINS_TOKEN") }}
{{- end }}
{{- range $hook := list "JENKINS" "GITHUB" "GITLAB" "ALERTMANAGER" }}
{{ include "pilothouse.secret" (dict "root" $ "name" (printf "%s_HOOK_SECRET" $hook) "optional" true) }}
{{- end }}
{{- if $values.git.repositories }}
{{ include "pilothouse.secret" (dict "root" . "name" "GIT_TOKEN" "optional" (empty $values.git.user)) }}
{{- end }}
{{- if $values.llm.baseUrl }}
{{ include "pilothouse.secret" (dict "root" . "name" "LLM_API_KEY" "optional" true) }}
{{- end }}
{{ include "pilothouse.secret" (dict "root" . "name" "SECRET_KEY" "optional" true) }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
