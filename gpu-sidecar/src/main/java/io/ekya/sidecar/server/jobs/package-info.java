/**
 * Jobs of the device, micro-profiles and retrainings, which run mini-batch by mini-batch as their
 * shares allow.
 */
@NullMarked
package io.ekya.sidecar.server.jobs;

import org.jspecify.annotations.NullMarked;
