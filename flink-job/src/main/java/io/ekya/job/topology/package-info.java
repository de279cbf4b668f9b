/** The whole graph in one method, and what it is connected to. */
@NullMarked
package io.ekya.job.topology;

import org.jspecify.annotations.NullMarked;
