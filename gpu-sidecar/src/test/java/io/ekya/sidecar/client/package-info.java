/** Tests. */
@NullMarked
package io.ekya.sidecar.client;

import org.jspecify.annotations.NullMarked;
