/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.server.flight;

import org.jspecify.annotations.NullMarked;
