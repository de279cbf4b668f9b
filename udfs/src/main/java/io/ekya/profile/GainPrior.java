package io.ekya.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a retraining is expected to be worth before anything was measured: the share of a student's
 * errors that it removes, by how many blocks are frozen and how many samples it sees. A
 * micro-profile sees so few samples that a curve fitted to it alone says little about the rest;
 * this tells the curve's usual form, and the profile tells how far this camera departs from it.
 */
public final class GainPrior {
    private final TreeMap<Integer, TreeMap<Double, Double>> byFrozenBlocks = new TreeMap<>();

    /**
     * One measurement.
     *
     * @param frozenBlocks of the student, from its input on
     * @param samplesSeen crops times epochs, above 0
     * @param gain 1 - errors after / errors before; may be negative
     */
    public record Point(int frozenBlocks, double samplesSeen, double gain) {
        public Point {
            if (!(samplesSeen > 0) || !(gain <= 1)) {
                throw new IllegalArgumentException(
                        "samples seen %s must be above 0, gain %s at most 1"
                                .formatted(samplesSeen, gain));
            }
        }
    }

    /**
     * A prior of measurements.
     *
     * @throws IllegalArgumentException where there are none
     */
    public GainPrior(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a prior needs a measurement at least");
        }
        points.stream()
                .sorted(Comparator.comparingDouble(Point::samplesSeen))
                .forEach(
                        p ->
                                byFrozenBlocks
                                        .computeIfAbsent(p.frozenBlocks(), f -> new TreeMap<>())
                                        .put(p.samplesSeen(), p.gain()));
    }

    /**
     * The share of errors that is removed: linear in the logarithm of the samples between
     * measurements, constant beyond them, in proportion to the samples below the first. Another
     * number of frozen blocks than was measured takes the nearest.
     */
    public double gain(int frozenBlocks, double samplesSeen) {
        NavigableMap<Double, Double> curve = nearest(frozenBlocks);
        if (samplesSeen <= curve.firstKey()) {
            double first = curve.firstEntry().getValue();
            return first * Math.max(0, samplesSeen) / curve.firstKey();
        }
        Map.Entry<Double, Double> below = curve.floorEntry(samplesSeen);
        Map.Entry<Double, Double> above = curve.ceilingEntry(samplesSeen);
        if (above == null || above.getKey().equals(below.getKey())) {
            return below.getValue();
        }
        double way =
                Math.log(samplesSeen / below.getKey()) / Math.log(above.getKey() / below.getKey());
        return below.getValue() + way * (above.getValue() - below.getValue());
    }

    private NavigableMap<Double, Double> nearest(int frozenBlocks) {
        return byFrozenBlocks.entrySet().stream()
                .min(Comparator.comparingInt(e -> Math.abs(e.getKey() - frozenBlocks)))
                .orElseThrow()
                .getValue();
    }
}
