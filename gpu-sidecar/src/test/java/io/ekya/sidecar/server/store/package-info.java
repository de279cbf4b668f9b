/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.server.store;

import org.jspecify.annotations.NullMarked;
