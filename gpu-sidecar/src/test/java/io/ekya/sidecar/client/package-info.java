/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.client;

import org.jspecify.annotations.NullMarked;
