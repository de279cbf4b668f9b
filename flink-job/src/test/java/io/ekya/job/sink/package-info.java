/** Tests of the sinks. */
@NullMarked
package io.ekya.job.sink;

import org.jspecify.annotations.NullMarked;
