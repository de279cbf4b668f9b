/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import io.ekya.vision.Box;

/**
 * A detected object.
 *
 * @param box its bounding box
 * @param coco COCO class number, 0..79
 * @param score objectness times class score, 0..1
 */
record Detection(Box box, int coco, float score) {}
