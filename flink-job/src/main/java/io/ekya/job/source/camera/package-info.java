/** The source that reads cameras: one thread per camera, the newest frame wins. */
@NullMarked
package io.ekya.job.source.camera;

import org.jspecify.annotations.NullMarked;
