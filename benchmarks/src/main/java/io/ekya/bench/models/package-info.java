/** Offline tools that train the shipped models and measure what retraining them gains. */
@NullMarked
package io.ekya.bench.models;

import org.jspecify.annotations.NullMarked;
