package io.ekya.job.config;

import io.ekya.learn.RetrainingConfiguration;
import java.util.ArrayList;
import java.util.List;

/** The retraining configurations that a site offers its cameras. */
public final class RetrainingOptions {
    private RetrainingOptions() {}

    /**
     * Every combination of the choices. Ids name what is frozen and the epochs, such as {@code
     * all-5ep} or {@code frozen3-12ep}, and other choices only where there are several or they are
     * not the usual: {@code all-5ep-b32-u64-d50}.
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
