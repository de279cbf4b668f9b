/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.calibration;

import org.jspecify.annotations.NullMarked;
