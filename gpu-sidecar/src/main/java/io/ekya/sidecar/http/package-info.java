/** Health and metrics over plain HTTP, for supervisors and Prometheus. */
@NullMarked
package io.ekya.sidecar.http;

import org.jspecify.annotations.NullMarked;
