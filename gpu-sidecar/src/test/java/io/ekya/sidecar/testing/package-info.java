/** Shared by tests of the sidecar: an in-process sidecar, a toy learner and labels. */
@NullMarked
package io.ekya.sidecar.testing;

import org.jspecify.annotations.NullMarked;
