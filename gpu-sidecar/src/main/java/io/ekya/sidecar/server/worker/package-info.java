/** Retrainings in child processes, which are restarted from a checkpoint to change their share. */
@NullMarked
package io.ekya.sidecar.server.worker;

import org.jspecify.annotations.NullMarked;
