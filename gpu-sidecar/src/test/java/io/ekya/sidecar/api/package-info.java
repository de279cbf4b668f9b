/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.api;

import org.jspecify.annotations.NullMarked;
