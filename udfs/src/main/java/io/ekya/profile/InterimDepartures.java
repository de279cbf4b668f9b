package io.ekya.profile;

/**
 * What a look at a student in training says of its end:
 *
 * <pre>ln (errors at the end / errors planned) = shift + lasts · departure</pre>
 *
 * where the departure is ln (errors seen / errors planned for that moment, {@link
 * GainPrior#onTheWay}). While the learning rate is high a student makes more errors than after a
 * whole training of as many samples, and few labels are judged: most of a departure does not last.
 *
 * @param shift what is to be expected where nothing departs
 * @param lasts how much of a departure is there at the end, 0..1
 */
public record InterimDepartures(double shift, double lasts) {
    public InterimDepartures {
        if (!Double.isFinite(shift) || !(lasts >= 0 && lasts <= 1)) {
            throw new IllegalArgumentException(
                    "shift %s must be finite, lasts %s must be 0..1".formatted(shift, lasts));
        }
    }

    /** What the planned errors are to be multiplied with. */
    public double factor(double departure) {
        return Math.exp(shift + lasts * departure);
    }
}
