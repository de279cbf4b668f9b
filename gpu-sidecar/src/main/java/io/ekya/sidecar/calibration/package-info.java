/** Measures the speed of retrainings at shares of the device, as a client of the sidecar. */
@NullMarked
package io.ekya.sidecar.calibration;

import org.jspecify.annotations.NullMarked;
