/**
 * The one ledger of the accelerator: who may use it, for which share, and what each really used.
 */
@NullMarked
package io.ekya.device;

import org.jspecify.annotations.NullMarked;
