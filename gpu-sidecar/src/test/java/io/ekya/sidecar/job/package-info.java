/** Tests. */
@NullMarked
package io.ekya.sidecar.job;

import org.jspecify.annotations.NullMarked;
