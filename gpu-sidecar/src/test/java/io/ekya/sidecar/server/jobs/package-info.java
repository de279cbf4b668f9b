/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.server.jobs;

import org.jspecify.annotations.NullMarked;
