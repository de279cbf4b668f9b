/** Retrainings in processes of their own, which start again from a checkpoint to change share. */
@NullMarked
package io.ekya.sidecar.server.worker;

import org.jspecify.annotations.NullMarked;
