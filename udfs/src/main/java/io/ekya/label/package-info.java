/** Golden models (teachers) that label a sample of the crops. */
@NullMarked
package io.ekya.label;

import org.jspecify.annotations.NullMarked;
