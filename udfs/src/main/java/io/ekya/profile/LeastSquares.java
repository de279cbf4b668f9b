/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Linear least squares by QR decomposition. */
public final class LeastSquares {
    private LeastSquares() {}

    /**
     * Returns the x that minimises ‖rows · x − values‖; columns must be linearly independent.
     *
     * @param rows at least one, all of equal length
     * @param values one per row
     */
    public static double[] solve(double[][] rows, double[] values) {
        int columns = rows[0].length;
        R064Store a = R064Store.FACTORY.make(rows.length, columns);
        R064Store b = R064Store.FACTORY.make(rows.length, 1);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                a.set(i, j, rows[i][j]);
            }
            b.set(i, 0, values[i]);
        }
        QR<Double> qr = QR.R064.make(a);
        qr.decompose(a);
        MatrixStore<Double> x = qr.getSolution(b);
        double[] solution = new double[columns];
        for (int j = 0; j < columns; j++) {
            solution[j] = x.doubleValue(j, 0);
        }
        return solution;
    }
}
