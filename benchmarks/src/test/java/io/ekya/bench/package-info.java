/** Checks over the whole code base. */
@NullMarked
package io.ekya.bench;

import org.jspecify.annotations.NullMarked;
