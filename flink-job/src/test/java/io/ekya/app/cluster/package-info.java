/** Tests of the cluster on this machine, and of the job on it. */
@NullMarked
package io.ekya.app.cluster;

import org.jspecify.annotations.NullMarked;
