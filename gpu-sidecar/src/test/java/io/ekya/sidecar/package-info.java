/** Tests. */
@NullMarked
package io.ekya.sidecar;

import org.jspecify.annotations.NullMarked;
