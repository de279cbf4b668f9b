/** Connects the graph to real cameras, models, a sidecar and files. */
@NullMarked
package io.ekya.job.live;

import org.jspecify.annotations.NullMarked;
