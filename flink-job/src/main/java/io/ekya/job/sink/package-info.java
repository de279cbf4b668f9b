/** Sinks: files with one JSON object per line. */
@NullMarked
package io.ekya.job.sink;

import org.jspecify.annotations.NullMarked;
