#!/usr/bin/env bash
# Starts the sidecar in the image. The job jar holds the pure Java libraries that it shares with the job;
# our own classes come first, from /opt/ekya/lib.
set -euo pipefail
# shellcheck disable=SC2086  # EKYA_JAVA_OPTS can contain several options
exec java \
    --add-opens=java.base/java.nio=ALL-UNNAMED \
    -Dai.djl.offline=true \
    -Dlog4j.configurationFile=file:/opt/flink/conf/log4j-console.properties \
    -Dlog.file=/opt/flink/log/sidecar.log \
    -Xmx1g \
    ${EKYA_JAVA_OPTS:-} \
    -cp "/opt/ekya/lib/*:/opt/flink/usrlib/ekya-job.jar:/opt/flink/lib/*" \
    io.ekya.sidecar.cli.Main "$@"
