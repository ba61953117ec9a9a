{{/*
A process's pod template: (dict "root" $ "component" "web" "values" .Values.web).
It keeps to the Pod Security Standard "restricted", whatever the values say.
*/}}
{{- define "pilothouse.pod" -}}
{{- $root := .root -}}
{{- $values := .values -}}
metadata:
  labels:
    {{- include "pilothouse.selector" . | nindent 4 }}
    {{- with mergeOverwrite (dict) $root.Values.commonLabels $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A changed setting starts the processes anew.
    checksum/settings: {{ include "pilothouse.settings" $root | sha256sum }}
    {{- if not $values.livenessProbe }}
    pilothouse/no-probe: {{ .noProbe | default "switched off in the values" | quote }}
    {{- end }}
    {{- with mergeOverwrite (dict) $root.Values.commonAnnotations $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "pilothouse.serviceAccount" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    {{- range $key, $value := $root.Values.security }}
    {{- if not (kindIs "invalid" $value) }}
    {{ $key }}: {{ int64 $value }}
    {{- end }}
    {{- end }}
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: {{ .component }}
      image: {{ include "pilothouse.image" (dict "image" $root.Values.image "tag" $root.Chart.AppVersion) }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [{{ .component }}]
      envFrom:
        - configMapRef:
            name: {{ include "pilothouse.fullname" $root }}
      env:
        {{- include "pilothouse.env" $root | nindent 8 }}
      {{- if eq .component "web" }}
      ports:
        - name: http
          containerPort: {{ $values.port }}
      lifecycle:
        preStop:
          exec:
            command: [sleep, {{ $values.drainSeconds | quote }}]
      {{- end }}
      {{- range $probe := list "startupProbe" "livenessProbe" "readinessProbe" }}
      {{- with get $values $probe }}
      {{ $probe }}:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      securityContext:
        {{- include "pilothouse.confined" . | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        - name: data
          mountPath: /var/lib/pilothouse
        {{- if $root.Values.roles.existingConfigMap }}
        - name: roles
          mountPath: /etc/pilothouse
          readOnly: true
        {{- end }}
  volumes:
    {{- with $root.Values.roles.existingConfigMap }}
    - name: roles
      configMap:
        name: {{ . }}
    {{- end }}
    - name: tmp
      emptyDir:
        sizeLimit: {{ $values.tmpSizeLimit }}
    - name: data
      emptyDir:
        sizeLimit: {{ $values.dataSizeLimit | default "64Mi" }}
  {{- include "pilothouse.placement" . | trim | nindent 2 }}
{{- end -}}

{{/* What no container of ours may do. */}}
{{- define "pilothouse.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Where pods may run; without constraints of one's own they spread over nodes where they can. */}}
{{- define "pilothouse.placement" -}}
{{- range $key := list "nodeSelector" "tolerations" "affinity" }}
{{- with get $.values $key }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
topologySpreadConstraints:
  {{- if .values.topologySpreadConstraints }}
  {{- toYaml .values.topologySpreadConstraints | nindent 2 }}
  {{- else }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "pilothouse.selector" . | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* The settings that are no secret; empty ones are left out. */}}
{{- define "pilothouse.settings" -}}
{{- $v := .Values -}}
{{- $settings := dict
  "HOST" "0.0.0.0"
  "PORT" (printf "%d" (int $v.web.port))
  "PILOTHOUSE_DATA" "/var/lib/pilothouse"
  "SLACK_API_URL" $v.slack.apiUrl
  "JENKINS_URL" $v.jenkins.url
  "JENKINS_USER" $v.jenkins.user
  "JENKINS_POLL_SECONDS" (printf "%d" (int $v.jenkins.pollSeconds))
  "DEPLOY_JOBS" (join "," $v.jenkins.deployJobs)
  "PROMETHEUS_URL" $v.prometheus.url
  "PROMETHEUS_PUBLIC_URL" $v.prometheus.publicUrl
  "ALERTMANAGER_URL" $v.alertmanager.url
  "ALERTMANAGER_PUBLIC_URL" $v.alertmanager.publicUrl
  "LLM_BASE_URL" $v.llm.baseUrl
  "LLM_MODEL" $v.llm.model
  "GIT_USER" $v.git.user
  "GIT_REPOSITORIES" (empty $v.git.repositories | ternary "" (toJson $v.git.repositories))
  "ROLES" $v.roles.policy
  "ROLES_FILE" (empty $v.roles.existingConfigMap | ternary "" "/etc/pilothouse/roles.toml")
  "LOG_FORMAT" $v.logFormat -}}
{{- range $name, $value := $settings }}
{{- if $value }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end -}}
