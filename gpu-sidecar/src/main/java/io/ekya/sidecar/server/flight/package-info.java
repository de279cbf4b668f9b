/** The sidecar's Arrow Flight server: access, limits, validation and the protocol. */
@NullMarked
package io.ekya.sidecar.server.flight;

import org.jspecify.annotations.NullMarked;
