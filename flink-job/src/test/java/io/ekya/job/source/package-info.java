/** Tests of the sources. */
@NullMarked
package io.ekya.job.source;

import org.jspecify.annotations.NullMarked;
