/**
 * Messages and wire formats that the sidecar and its clients share: JSON messages, Arrow rows,
 * names.
 */
@NullMarked
package io.ekya.sidecar.api;

import org.jspecify.annotations.NullMarked;
