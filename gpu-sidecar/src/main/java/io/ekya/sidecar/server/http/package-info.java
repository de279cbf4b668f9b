/** Health and metrics over HTTP, for supervisors and Prometheus. */
@NullMarked
package io.ekya.sidecar.server.http;

import org.jspecify.annotations.NullMarked;
