package io.ekya.schedule;

import java.util.List;

/** The shares of all cameras from a point in time, in the grid's order. */
record Step(double startSeconds, List<CameraStep> cameras) {}
