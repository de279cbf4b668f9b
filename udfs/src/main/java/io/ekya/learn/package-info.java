/**
 * Training of students: architectures, model files, the training loop, the exemplar memory, and the
 * promotion gate.
 */
@NullMarked
package io.ekya.learn;

import org.jspecify.annotations.NullMarked;
