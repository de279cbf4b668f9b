/** The sidecar's Arrow Flight face: what may be asked, by whom, and with which answer. */
@NullMarked
package io.ekya.sidecar.server.flight;

import org.jspecify.annotations.NullMarked;
