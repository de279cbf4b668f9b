/**
 * Runs the job on this machine: Flink in this process, the sidecar as a supervised child process.
 */
@NullMarked
package io.ekya.app.local;

import org.jspecify.annotations.NullMarked;
