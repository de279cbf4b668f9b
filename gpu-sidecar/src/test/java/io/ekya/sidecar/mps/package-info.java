/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.mps;

import org.jspecify.annotations.NullMarked;
