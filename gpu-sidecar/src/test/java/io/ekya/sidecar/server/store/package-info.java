/** Tests. */
@NullMarked
package io.ekya.sidecar.server.store;

import org.jspecify.annotations.NullMarked;
