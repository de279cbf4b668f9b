/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.calibrate;

import org.jspecify.annotations.NullMarked;
