/**
 * What other processes call the sidecar with: the interface, its Flight implementation, and the
 * messages.
 */
@NullMarked
package io.ekya.sidecar.client;

import org.jspecify.annotations.NullMarked;
