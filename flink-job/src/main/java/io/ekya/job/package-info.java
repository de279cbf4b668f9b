/** The command line and the job's entry. */
@NullMarked
package io.ekya.job;

import org.jspecify.annotations.NullMarked;
