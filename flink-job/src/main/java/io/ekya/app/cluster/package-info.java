/**
 * A Flink cluster on this machine for people who have none: processes of Flink and the sidecar,
 * started from the launcher's class path, and the job's submission through Flink's REST API.
 */
@NullMarked
package io.ekya.app.cluster;

import org.jspecify.annotations.NullMarked;
