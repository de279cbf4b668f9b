/** The subcommands that run, calibrate and maintain a sidecar. */
@NullMarked
package io.ekya.sidecar.cli;

import org.jspecify.annotations.NullMarked;
