/** Sampling of the frames that the teacher labels. */
@NullMarked
package io.ekya.sample;

import org.jspecify.annotations.NullMarked;
