/** How fast retrainings go at shares of the device, seen from outside of the sidecar. */
@NullMarked
package io.ekya.sidecar.calibrate;

import org.jspecify.annotations.NullMarked;
