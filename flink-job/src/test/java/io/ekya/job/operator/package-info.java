/** Tests of the operators' decisions. */
@NullMarked
package io.ekya.job.operator;

import org.jspecify.annotations.NullMarked;
