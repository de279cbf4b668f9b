/**
 * Persistent state of the sidecar: registry and journal in SQLite, students and samples as files.
 * Changes are durable before a call returns.
 */
@NullMarked
package io.ekya.sidecar.server.store;

import org.jspecify.annotations.NullMarked;
