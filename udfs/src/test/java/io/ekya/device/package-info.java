/** Tests of sharing the accelerator. */
@NullMarked
package io.ekya.device;

import org.jspecify.annotations.NullMarked;
