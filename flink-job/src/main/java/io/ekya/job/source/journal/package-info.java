/** The source that reads the sidecar's journal from an offset kept in the checkpoint. */
@NullMarked
package io.ekya.job.source.journal;

import org.jspecify.annotations.NullMarked;
