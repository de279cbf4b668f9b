/** Tests of where results go. */
@NullMarked
package io.ekya.job.sink;

import org.jspecify.annotations.NullMarked;
