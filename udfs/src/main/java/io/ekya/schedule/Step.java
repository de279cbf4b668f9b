/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/** The shares of all cameras from a point in time, in the grid's order. */
record Step(double startSeconds, List<CameraStep> cameras) {}
