/** Sends commands to the sidecar and retries until it accepts them. */
@NullMarked
package io.ekya.job.commands;

import org.jspecify.annotations.NullMarked;
