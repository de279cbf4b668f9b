/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.learn.RetrainingConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Creates the retraining configurations of a site. */
public final class RetrainingOptions {
    private RetrainingOptions() {}

    /**
     * Returns all combinations of the choices. Ids contain frozen blocks and epochs, such as {@code
     * all-5ep} or {@code frozen3-12ep}, and other choices only if there are several or they differ
     * from the defaults: {@code all-5ep-b32-u64-d50}.
     */
    public static List<RetrainingConfiguration> of(RetrainingConfig config) {
        List<RetrainingConfiguration> options = new ArrayList<>();
        for (int frozen : config.frozenBlocks()) {
            for (int epochs : config.epochs()) {
                for (int batch : config.batchSizes()) {
                    for (int units : config.lastLayerUnits()) {
                        for (double fraction : config.dataFractions()) {
                            String id =
                                    (frozen == 0 ? "all" : "frozen" + frozen)
                                            + "-"
                                            + epochs
                                            + "ep"
                                            + (config.batchSizes().size() > 1 ? "-b" + batch : "")
                                            + (units != 0 ? "-u" + units : "")
                                            + (fraction < 1
                                                    ? "-d" + Math.round(100 * fraction)
                                                    : "");
                            options.add(
                                    new RetrainingConfiguration(
                                            id, epochs, batch, units, frozen, fraction));
                        }
                    }
                }
            }
        }
        return List.copyOf(options);
    }
}
