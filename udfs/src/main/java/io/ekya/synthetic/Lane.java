package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.util.Set;

/**
 * A path that objects follow one behind another, some of them turning off it. All objects of a lane
 * share its {@link Flow}, so they never run into each other and any moment is known without those
 * before it.
 *
 * @param id number of the lane in its street
 * @param classes who uses it
 * @param startS where it begins, metres along the road
 * @param startO where it begins, metres across
 * @param heading its direction in the (s, o) plane, radians
 * @param length metres until its end
 * @param spacing metres from one place for an object to the next
 * @param flow how far the lane has moved by when
 * @param turnAfter metres until the turn to the far side street, or NaN where nobody turns
 * @param turnRadius metres
 */
record Lane(
        int id,
        Set<ObjectClass> classes,
        double startS,
        double startO,
        double heading,
        double length,
        double spacing,
        Flow flow,
        double turnAfter,
        double turnRadius) {

    /** Where an object on the lane is and where it heads. */
    record Pose(double s, double o, double heading) {}

    /**
     * The movement that a lane's objects share: going for a part of each period, standing for the
     * rest.
     */
    record Flow(double speed, double period, double standing, double phase) {

        /** Metres moved since the beginning of time; never decreases. */
        double metres(double seconds) {
            double periods = seconds / period + phase;
            double whole = Math.floor(periods);
            double part = Math.min(1, (periods - whole) / (1 - standing));
            double eased = part * part * (3 - 2 * part);
            double share = standing > 0 ? eased : part;
            return speed * period * (whole + share - phase);
        }
    }

    /** The pose of an object this many metres behind the lane's beginning. */
    Pose at(double travelled, double sideways, boolean turning) {
        double cos = Math.cos(heading);
        double sin = Math.sin(heading);
        if (!turning || travelled <= turnAfter) {
            return new Pose(
                    startS + travelled * cos - sideways * sin,
                    startO + travelled * sin + sideways * cos,
                    heading);
        }
        double arc = turnRadius * Math.PI / 2;
        double towards = cos > 0 ? 1 : -1;
        double turned = Math.min(1, (travelled - turnAfter) / arc) * Math.PI / 2;
        double rest = Math.max(0, travelled - turnAfter - arc);
        double s = startS + turnAfter * cos + towards * turnRadius * Math.sin(turned);
        double o = startO + turnRadius * (1 - Math.cos(turned)) + rest;
        double way = towards > 0 ? turned : Math.PI - turned;
        return new Pose(s - sideways * Math.sin(way), o + sideways * Math.cos(way), way);
    }
}
