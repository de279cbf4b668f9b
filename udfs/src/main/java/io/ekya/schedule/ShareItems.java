package io.ekya.schedule;

import java.util.Arrays;

/**
 * What a camera makes of a share: {@code values[j]} for {@code quanta[j]}, both strictly rising,
 * the first for the least it can have.
 */
record ShareItems(int[] quanta, double[] values) {

    /** Leaves out what is worth no more than something cheaper. */
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

    /** Indices on the upper concave envelope, from the first item to the last. */
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

    /** Value gained for each quantum between two items. */
    double slope(int from, int to) {
        return (values[to] - values[from]) / (quanta[to] - quanta[from]);
    }

    /** Of the items that fit into {@code most} quanta, the last; -1 if none fits. */
    int fitting(int most) {
        int at = Arrays.binarySearch(quanta, most);
        return at >= 0 ? at : -at - 2;
    }
}
