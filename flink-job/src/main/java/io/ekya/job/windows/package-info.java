/** Closes retraining windows: one result per camera and window. */
@NullMarked
package io.ekya.job.windows;

import org.jspecify.annotations.NullMarked;
