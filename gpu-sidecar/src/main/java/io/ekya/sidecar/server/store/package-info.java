/**
 * What outlives the sidecar's process: registry and journal in SQLite, students and samples as
 * files. Whatever a call has answered is on disk.
 */
@NullMarked
package io.ekya.sidecar.server.store;

import org.jspecify.annotations.NullMarked;
