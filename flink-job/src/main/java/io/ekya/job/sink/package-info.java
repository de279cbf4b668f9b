/** Where results go: files of one JSON object a line. */
@NullMarked
package io.ekya.job.sink;

import org.jspecify.annotations.NullMarked;
