/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.synthetic.Lane.Flow;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The layout of a street, generated from a seed: camera, lanes and side street. */
final class Layout {
    private static final Set<ObjectClass> DRIVERS =
            EnumSet.of(ObjectClass.CAR, ObjectClass.MOTORCYCLE, ObjectClass.BUS, ObjectClass.TRUCK);
    private static final double LANE_WIDTH = 3.2;
    private static final double BEHIND = -45;
    private static final double AHEAD = 85;

    final long seed;
    final Viewpoint viewpoint;
    final int lanesEachWay;

    /** Metres from the road's axis to the kerb. */
    final double half;

    final double cycleStrip;
    final double pavement;

    /** Position of the side street's axis, metres along the road. */
    final double sideStreet;

    /** Start of the pedestrian crossing, metres along the road. */
    final double crossing;

    final boolean colouredStrip;
    final List<Lane> lanes = new ArrayList<>();

    Layout(long seed, int width, int height) {
        this.seed = seed;
        Dice dice = new Dice(seed, 1, 0);
        lanesEachWay = dice.chance(0.55) ? 2 : 1;
        cycleStrip = dice.between(1.5, 1.9);
        half = lanesEachWay * LANE_WIDTH + cycleStrip;
        pavement = dice.between(2.6, 3.6);
        colouredStrip = dice.chance(0.6);
        double angle = Math.toRadians(dice.between(27, 48));
        double across = half + pavement + dice.between(4.5, 7.5);
        double up = dice.between(7.8, 10);
        viewpoint =
                new Viewpoint(
                        width,
                        height,
                        angle,
                        across,
                        -across / Math.tan(angle) + dice.between(-2, 1),
                        up,
                        Math.atan(up * Math.sin(angle) / across * dice.between(0.88, 1.02)),
                        dice.between(0.90, 1.0),
                        dice.chance(0.5));
        sideStreet = dice.between(4, 12);
        crossing = sideStreet - 3.4 - dice.between(4.5, 6.5);
        drive(dice);
        cycle(dice);
        walk(dice);
    }

    private void drive(Dice dice) {
        for (int way = -1; way <= 1; way += 2) {
            for (int i = 0; i < lanesEachWay; i++) {
                double offset = -way * LANE_WIDTH * (i + 0.5);
                double start = way > 0 ? BEHIND : AHEAD;
                boolean outer = i == lanesEachWay - 1;
                boolean inner = i == 0;
                double target = sideStreet + 1.6;
                double radius = way > 0 ? 1.2 - offset + 2 : 4.5;
                boolean turns = way > 0 ? inner : outer;
                double after = way > 0 ? target - radius - start : start - target - radius;
                Flow flow =
                        new Flow(
                                dice.between(8, 11),
                                dice.between(18, 34),
                                dice.between(0.08, 0.22),
                                dice.unit());
                lane(DRIVERS, start, offset, way, 7.6, flow, turns ? after : Double.NaN, radius);
            }
        }
    }

    private void cycle(Dice dice) {
        for (int way = -1; way <= 1; way += 2) {
            double offset = -way * (half - cycleStrip / 2);
            Flow flow = new Flow(dice.between(4.6, 6), dice.between(25, 45), 0.12, dice.unit());
            lane(
                    EnumSet.of(ObjectClass.BICYCLE),
                    way > 0 ? BEHIND : AHEAD,
                    offset,
                    way,
                    4,
                    flow,
                    Double.NaN,
                    1);
        }
    }

    private void walk(Dice dice) {
        Set<ObjectClass> walkers = EnumSet.of(ObjectClass.PERSON);
        for (int side = -1; side <= 1; side += 2) {
            for (int way = -1; way <= 1; way += 2) {
                double offset = side * (half + pavement * (way > 0 ? 0.32 : 0.7));
                Flow flow = new Flow(dice.between(1.45, 1.9), 60, 0, dice.unit());
                double start = way > 0 ? BEHIND : AHEAD;
                lane(walkers, start, offset, way, 1.5, flow, Double.NaN, 1);
            }
        }
        for (int way = -1; way <= 1; way += 2) {
            lanes.add(
                    new Lane(
                            lanes.size(),
                            way > 0 ? walkers : EnumSet.of(ObjectClass.PERSON, ObjectClass.BICYCLE),
                            crossing + 1.5 + way * 0.7,
                            -way * (half + pavement),
                            way * Math.PI / 2,
                            2 * (half + pavement),
                            2.6,
                            new Flow(1.5, dice.between(18, 30), 0.25, dice.unit()),
                            Double.NaN,
                            1));
        }
    }

    private void lane(
            Set<ObjectClass> classes,
            double start,
            double offset,
            int way,
            double spacing,
            Flow flow,
            double turnAfter,
            double turnRadius) {
        lanes.add(
                new Lane(
                        lanes.size(),
                        classes,
                        start,
                        offset,
                        way > 0 ? 0 : Math.PI,
                        AHEAD - BEHIND,
                        spacing,
                        flow,
                        turnAfter,
                        turnRadius));
    }
}
