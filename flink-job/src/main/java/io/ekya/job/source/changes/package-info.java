/** Changes of the cameras while the job runs: from a watched file or a topic. */
@NullMarked
package io.ekya.job.source.changes;

import org.jspecify.annotations.NullMarked;
