/** What an operator tells its task. */
@NullMarked
package io.ekya.job.task;

import org.jspecify.annotations.NullMarked;
