/**
 * Metrics of a local run for Prometheus, served on the loopback interface. Flink's own reporter,
 * which a cluster uses, has the same names but listens on every interface.
 */
@NullMarked
package io.ekya.app.metrics;

import org.jspecify.annotations.NullMarked;
