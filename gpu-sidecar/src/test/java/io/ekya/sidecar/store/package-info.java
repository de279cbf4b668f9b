/** Tests. */
@NullMarked
package io.ekya.sidecar.store;

import org.jspecify.annotations.NullMarked;
