/** Tests of the metrics of a local run. */
@NullMarked
package io.ekya.app.metrics;

import org.jspecify.annotations.NullMarked;
