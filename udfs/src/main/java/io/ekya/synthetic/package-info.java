/**
 * Synthetic streets rendered from a seed: scene, traffic, light and weather, and the drift script
 * that changes them.
 */
@NullMarked
package io.ekya.synthetic;

import org.jspecify.annotations.NullMarked;
