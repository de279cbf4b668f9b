/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the first four columns of a detector's output mean. The shape does not tell: a YOLOX
 * detector exported with its boxes decoded in the graph has the same shape as one without.
 */
enum HeadLayout {
    /** Centres as offsets in grid cells, sizes as logarithms in strides. */
    RAW,
    /** Centres and sizes in input pixels. */
    DECODED;

    private static final double RELATED = 0.75; // correlation of a column with cell positions
    private static final double MAX_OFFSET = 8; // median distance from the cell, in cells
    private static final double MAX_LOGARITHM = 8; // e^8 strides are more than any input has
    private static final double SCORE_TOLERANCE = 1e-3;
    private static final double UNIT_TOLERANCE = 1.25; // largest factor between slope and unit

    /**
     * Recognises the layout by how the columns relate to the positions of the grid cells.
     *
     * @param output of any image
     * @throws IOException if it is neither; the message completes "its output ..."
     */
    static HeadLayout of(float[] output, int width, int height) throws IOException {
        for (float value : output) {
            if (!Float.isFinite(value)) {
                throw new IOException("contains values that are not numbers");
            }
        }
        checkScores(output);
        Columns columns = new Columns(output, YoloxHead.centres(width, height));
        double related = Math.min(columns.correlation(0, 0), columns.correlation(1, 1));
        if (related > RELATED) {
            return decoded(columns, width, height);
        }
        double offset = Math.max(columns.median(0), columns.median(1));
        double size = Math.max(columns.median(2), columns.median(3));
        if (offset > MAX_OFFSET || size > MAX_LOGARITHM) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "has boxes that are neither offsets in grid cells (the median is %.1f cells) with logarithms of sizes (%.1f) nor centres in pixels",
                            offset,
                            size));
        }
        return RAW;
    }

    private static void checkScores(float[] output) throws IOException {
        float low = 0;
        float high = 0;
        for (int at = 0; at < output.length; at += YoloxHead.COLUMNS) {
            for (int c = 4; c < YoloxHead.COLUMNS; c++) {
                low = Math.min(low, output[at + c]);
                high = Math.max(high, output[at + c]);
            }
        }
        if (low < -SCORE_TOLERANCE || high > 1 + SCORE_TOLERANCE) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "has scores from %.2f to %.2f instead of 0 to 1 (is the sigmoid missing?)",
                            low,
                            high));
        }
    }

    private static HeadLayout decoded(Columns columns, int width, int height) throws IOException {
        double x = columns.slope(0, 0);
        double y = columns.slope(1, 1);
        if (isUnit(x * width) && isUnit(y * height)) {
            throw new IOException("has boxes as fractions of the input instead of pixels");
        }
        if (!isUnit(x) || !isUnit(y)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "has boxes in a unit of %.3f × %.3f pixels",
                            1 / x,
                            1 / y));
        }
        if (Math.min(columns.correlation(2, 0), columns.correlation(3, 1)) > RELATED) {
            throw new IOException("has the corners of boxes instead of centres and sizes");
        }
        if (columns.smallest(2) < 0 || columns.smallest(3) < 0) {
            throw new IOException("has centres in pixels, but sizes that are negative");
        }
        return DECODED;
    }

    private static boolean isUnit(double slope) {
        return slope > 1 / UNIT_TOLERANCE && slope < UNIT_TOLERANCE;
    }

    /**
     * The box columns of an output beside the centres of its cells.
     *
     * @param centres x and y of each row's cell, in input pixels
     */
    private record Columns(float[] output, float[][] centres) {

        private double value(int row, int column) {
            return output[row * YoloxHead.COLUMNS + column];
        }

        /** Returns the median magnitude. */
        private double median(int column) {
            double[] magnitudes = new double[centres.length];
            Arrays.setAll(magnitudes, row -> Math.abs(value(row, column)));
            Arrays.sort(magnitudes);
            return magnitudes[magnitudes.length / 2];
        }

        private double smallest(int column) {
            double smallest = Double.MAX_VALUE;
            for (int row = 0; row < centres.length; row++) {
                smallest = Math.min(smallest, value(row, column));
            }
            return smallest;
        }

        /** Returns Pearson's correlation with a coordinate; 0 if the column is constant. */
        private double correlation(int column, int axis) {
            Moments m = moments(column, axis);
            double scale = Math.sqrt(m.column * m.centre);
            return scale > 0 ? m.both / scale : 0;
        }

        /** Returns how much the column grows with each pixel. */
        private double slope(int column, int axis) {
            Moments m = moments(column, axis);
            return m.both / m.centre;
        }

        private Moments moments(int column, int axis) {
            int rows = centres.length;
            double columnMean = 0;
            double centreMean = 0;
            for (int row = 0; row < rows; row++) {
                columnMean += value(row, column) / rows;
                centreMean += (double) centres[row][axis] / rows;
            }
            double both = 0;
            double ofColumn = 0;
            double ofCentre = 0;
            for (int row = 0; row < rows; row++) {
                double a = value(row, column) - columnMean;
                double b = centres[row][axis] - centreMean;
                both += a * b;
                ofColumn += a * a;
                ofCentre += b * b;
            }
            return new Moments(both, ofColumn, ofCentre);
        }
    }

    /** Sums of products of deviations from the means. */
    private record Moments(double both, double column, double centre) {}
}
