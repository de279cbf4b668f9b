package io.ekya.label;

import io.ekya.vision.Box;

/**
 * What a detector found.
 *
 * @param box where
 * @param coco COCO class number, 0..79
 * @param score objectness times class score, 0..1
 */
record Detection(Box box, int coco, float score) {}
