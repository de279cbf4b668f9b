/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.Arrays;

/**
 * The value of a share to one camera: {@code values[j]} for {@code quanta[j]}, both strictly
 * increasing, starting at the camera's minimum share.
 */
record ShareItems(int[] quanta, double[] values) {

    /** Drops items that are worth no more than a cheaper one. */
    static ShareItems undominated(int[] quanta, double[] values) {
        int count = 0;
        int[] keptQuanta = new int[quanta.length];
        double[] keptValues = new double[quanta.length];
        for (int j = 0; j < quanta.length; j++) {
            if (count == 0 || values[j] > keptValues[count - 1]) {
                count -= count > 0 && quanta[j] == keptQuanta[count - 1] ? 1 : 0;
                keptQuanta[count] = quanta[j];
                keptValues[count++] = values[j];
            }
        }
        return new ShareItems(Arrays.copyOf(keptQuanta, count), Arrays.copyOf(keptValues, count));
    }

    int size() {
        return quanta.length;
    }

    /** Returns the indices on the upper concave envelope, from the first item to the last. */
    int[] envelope() {
        int[] hull = new int[size()];
        int count = 0;
        for (int j = 0; j < size(); j++) {
            while (count > 1
                    && slope(hull[count - 2], j) >= slope(hull[count - 2], hull[count - 1])) {
                count--;
            }
            hull[count++] = j;
        }
        return Arrays.copyOf(hull, count);
    }

    /** Returns the value gained per quantum between two items. */
    double slope(int from, int to) {
        return (values[to] - values[from]) / (quanta[to] - quanta[from]);
    }

    /** Returns the index of the last item that fits into {@code most} quanta; -1 if none fits. */
    int fitting(int most) {
        int at = Arrays.binarySearch(quanta, most);
        return at >= 0 ? at : -at - 2;
    }
}
