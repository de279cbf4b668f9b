/**
 * Sources of the job: cameras, one split each, and the sidecar's journal. Each split is read by one
 * thread of its own, so that nothing a camera does can stall another or the stream.
 */
@NullMarked
package io.ekya.job.source;

import org.jspecify.annotations.NullMarked;
