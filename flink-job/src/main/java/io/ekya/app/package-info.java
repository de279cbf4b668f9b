/** The command line {@code ekya}: runs the job on this machine, supervises its sidecar, reports. */
@NullMarked
package io.ekya.app;

import org.jspecify.annotations.NullMarked;
