/** Sharing of the accelerator: enforces each job's share and accounts for the time it used. */
@NullMarked
package io.ekya.device;

import org.jspecify.annotations.NullMarked;
