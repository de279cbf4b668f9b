/** Tests of the device's ledger. */
@NullMarked
package io.ekya.device;

import org.jspecify.annotations.NullMarked;
