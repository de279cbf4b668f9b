/** Broadcast state: the allocation in force and the serving student of each camera. */
@NullMarked
package io.ekya.job.control;

import org.jspecify.annotations.NullMarked;
