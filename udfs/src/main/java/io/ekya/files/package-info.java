/** Files and folders that only their owner may read, and the encoding of text files. */
@NullMarked
package io.ekya.files;

import org.jspecify.annotations.NullMarked;
