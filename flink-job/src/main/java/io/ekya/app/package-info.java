/**
 * The command line {@code ekya}: its entry point and the subcommands that run the job on this
 * machine, check a run, write its report, and plan single scheduling problems.
 */
@NullMarked
package io.ekya.app;

import org.jspecify.annotations.NullMarked;
