/** Offline tools that train the shipped models and measure the gain of retraining. */
@NullMarked
package io.ekya.bench.models;

import org.jspecify.annotations.NullMarked;
