/**
 * Students: architectures, weights, the training loop, the exemplar memory, and the promotion gate.
 */
@NullMarked
package io.ekya.learn;

import org.jspecify.annotations.NullMarked;
