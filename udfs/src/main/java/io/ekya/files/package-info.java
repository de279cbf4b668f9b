/** Files and folders that only their owner may read. */
@NullMarked
package io.ekya.files;

import org.jspecify.annotations.NullMarked;
