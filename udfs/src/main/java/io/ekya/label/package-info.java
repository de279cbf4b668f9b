/** The golden model (teacher) that labels a sample of the crops. */
@NullMarked
package io.ekya.label;

import org.jspecify.annotations.NullMarked;
