/** The operator that decides which frames the teacher labels. */
@NullMarked
package io.ekya.job.sampling;

import org.jspecify.annotations.NullMarked;
