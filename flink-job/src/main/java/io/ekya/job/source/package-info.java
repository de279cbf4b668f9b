/**
 * Sources of the Flink job: cameras, one split each, and the sidecar's journal. Each split is read
 * by a thread of its own, so that no camera can stall another one or the stream.
 */
@NullMarked
package io.ekya.job.source;

import org.jspecify.annotations.NullMarked;
