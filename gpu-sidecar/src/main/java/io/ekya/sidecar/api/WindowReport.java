package io.ekya.sidecar.api;

import java.util.Map;

/**
 * What inference measured in a window.
 *
 * @param demands GPU share that each inference configuration (by id) needs to keep up, 0..1
 * @param frames frames that the camera delivered
 * @param dropped of these, not analysed although they should have been
 */
public record WindowReport(
        String site,
        String camera,
        long window,
        Map<String, Double> demands,
        long frames,
        long dropped) {
    public WindowReport {
        demands = Map.copyOf(demands);
    }
}
