/** Client of the sidecar for other processes: interfaces and their implementation over Flight. */
@NullMarked
package io.ekya.sidecar.client;

import org.jspecify.annotations.NullMarked;
