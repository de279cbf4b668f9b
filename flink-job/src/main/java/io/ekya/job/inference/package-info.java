/** Answers frames with the camera's student, within the camera's share of the device. */
@NullMarked
package io.ekya.job.inference;

import org.jspecify.annotations.NullMarked;
