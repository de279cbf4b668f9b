/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.server.http;

import org.jspecify.annotations.NullMarked;
