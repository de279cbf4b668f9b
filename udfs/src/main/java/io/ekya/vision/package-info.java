/**
 * Frames of cameras, regions of objects, and crops, with feeds from video files and sample lists.
 * Independent of Flink.
 */
@NullMarked
package io.ekya.vision;

import org.jspecify.annotations.NullMarked;
