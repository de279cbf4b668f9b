/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.util.Set;

/**
 * A path that objects follow one behind another, some of them turning off. All objects of a lane
 * share its {@link Flow}, so they never collide, and positions at any time can be computed
 * directly.
 *
 * @param id number of the lane in its street
 * @param classes classes that use it
 * @param startS start, metres along the road
 * @param startO start, metres across the road
 * @param heading direction in the (s, o) plane, radians
 * @param length in metres
 * @param spacing metres between consecutive slots for objects
 * @param flow movement of the lane's objects
 * @param turnAfter metres until the turn into the side street, or NaN if no object turns
 * @param turnRadius in metres
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

    /** Position and heading of an object. */
    record Pose(double s, double o, double heading) {}

    /**
     * The movement shared by a lane's objects: moving for a part of each period, standing for the
     * rest.
     */
    record Flow(double speed, double period, double standing, double phase) {

        /** Returns the distance moved since time 0, in metres; never decreases. */
        double metres(double seconds) {
            double periods = seconds / period + phase;
            double whole = Math.floor(periods);
            double part = Math.min(1, (periods - whole) / (1 - standing));
            double eased = part * part * (3 - 2 * part);
            double share = standing > 0 ? eased : part;
            return speed * period * (whole + share - phase);
        }
    }

    /** Returns the pose of an object that has travelled this many metres from the lane's start. */
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
