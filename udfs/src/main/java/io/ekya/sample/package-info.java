/** Which frames of a retraining window are given to the teacher. */
@NullMarked
package io.ekya.sample;

import org.jspecify.annotations.NullMarked;
