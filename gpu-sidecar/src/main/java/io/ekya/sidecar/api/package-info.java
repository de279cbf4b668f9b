/**
 * What crosses between the sidecar and its callers: JSON messages, Arrow rows, names. Both ends use
 * it, so that they cannot disagree.
 */
@NullMarked
package io.ekya.sidecar.api;

import org.jspecify.annotations.NullMarked;
