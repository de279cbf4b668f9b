/** What tests of the sidecar share: a sidecar in this process, a toy learner, labels. */
@NullMarked
package io.ekya.sidecar.testing;

import org.jspecify.annotations.NullMarked;
