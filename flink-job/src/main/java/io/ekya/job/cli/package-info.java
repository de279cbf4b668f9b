/** The command line {@code ekya}: runs the job on this machine, supervises its sidecar, reports. */
@NullMarked
package io.ekya.job.cli;

import org.jspecify.annotations.NullMarked;
