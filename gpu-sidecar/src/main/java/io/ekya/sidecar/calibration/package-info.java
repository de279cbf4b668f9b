/** How fast retrainings go at shares of the device, seen from outside of the sidecar. */
@NullMarked
package io.ekya.sidecar.calibration;

import org.jspecify.annotations.NullMarked;
