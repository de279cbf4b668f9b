/** Tests. */
@NullMarked
package io.ekya.sidecar.wire;

import org.jspecify.annotations.NullMarked;
