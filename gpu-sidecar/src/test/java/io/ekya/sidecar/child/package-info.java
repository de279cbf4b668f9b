/** Tests of the package of the same name. */
@NullMarked
package io.ekya.sidecar.child;

import org.jspecify.annotations.NullMarked;
