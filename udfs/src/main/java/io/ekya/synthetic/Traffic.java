/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects on the street over time. Each lane is an infinite sequence of slots; whether a slot
 * is occupied, by which class and with which appearance is determined by the seed and by the
 * conditions when the slot passes the middle of the image, so that any point in time can be
 * computed directly.
 */
final class Traffic {
    private static final int CACHE_SIZE = 4096;

    private final long seed;
    private final int objects;
    private final DriftScript script;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<ObjectClass, Double> slots = new EnumMap<>(ObjectClass.class);
    private final Map<Long, Occupant> occupants =
            new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Occupant> eldest) {
                    return size() > CACHE_SIZE;
                }
            };

    /** A lane with the number of its slots that are in the image, and their middle. */
    private record Stretch(Lane lane, double slots, double middle) {}

    /** The occupant of a slot; the class is null if it is free. */
    private record Occupant(
            @Nullable ObjectClass objectClass,
            long look,
            double ahead,
            double sideways,
            double sway,
            double swaySeconds,
            boolean turning) {

        boolean isLong() {
            return objectClass == ObjectClass.BUS || objectClass == ObjectClass.TRUCK;
        }
    }

    Traffic(Layout layout, int width, int height, int objects, DriftScript script) {
        this.seed = layout.seed;
        this.objects = objects;
        this.script = script;
        for (Lane lane : layout.lanes) {
            Stretch stretch = stretch(lane, layout.viewpoint, width, height);
            stretches.add(stretch);
            for (ObjectClass c : lane.classes()) {
                slots.merge(c, stretch.slots(), Double::sum);
            }
        }
    }

    /** Returns all objects at a point in time, including those outside of the image. */
    List<Mover> at(double seconds) {
        List<Mover> movers = new ArrayList<>();
        for (Stretch stretch : stretches) {
            Lane lane = stretch.lane();
            double moved = lane.flow().metres(seconds);
            double speed = (lane.flow().metres(seconds + 0.05) - moved) / 0.05;
            long first = (long) Math.ceil((moved - lane.length()) / lane.spacing());
            long last = (long) Math.floor(moved / lane.spacing());
            for (long slot = first; slot <= last; slot++) {
                Occupant occupant = occupant(stretch, slot);
                ObjectClass c = occupant.objectClass();
                if (c == null || blockedByLongVehicle(stretch, slot, occupant)) {
                    continue;
                }
                double wave = 2 * Math.PI * (seconds / occupant.swaySeconds() + occupant.sway());
                double pace = lane.classes().contains(ObjectClass.CAR) ? 0.2 : 0.7;
                double travelled =
                        moved - slot * lane.spacing() + occupant.ahead() + pace * Math.sin(wave);
                Lane.Pose pose =
                        lane.at(
                                travelled,
                                occupant.sideways() + 0.12 * Math.cos(wave * 0.7),
                                occupant.turning());
                movers.add(
                        new Mover(
                                occupant.look(),
                                c,
                                pose.s(),
                                pose.o(),
                                pose.heading(),
                                speed,
                                travelled));
            }
        }
        return movers;
    }

    private boolean blockedByLongVehicle(Stretch stretch, long slot, Occupant occupant) {
        if (!stretch.lane().classes().contains(ObjectClass.CAR)) {
            return false;
        }
        return occupant(stretch, slot - 1).isLong()
                || (!occupant.isLong() && occupant(stretch, slot + 1).isLong());
    }

    private Occupant occupant(Stretch stretch, long slot) {
        long key = slot * 64 + stretch.lane().id();
        Occupant known = occupants.get(key);
        if (known == null) {
            known = decide(stretch, slot);
            occupants.put(key, known);
        }
        return known;
    }

    private Occupant decide(Stretch stretch, long slot) {
        Lane lane = stretch.lane();
        double passes = (slot * lane.spacing() + stretch.middle()) / lane.flow().speed();
        SceneConditions then = script.at(Math.max(0, passes));
        Dice dice = new Dice(seed, 100 + lane.id(), slot);
        double roll = dice.unit();
        boolean drivers = lane.classes().contains(ObjectClass.CAR);
        ObjectClass chosen = null;
        for (ObjectClass c : lane.classes()) {
            double expected = objects * then.density() * then.share(c) * boost(c);
            roll -= Math.min(0.5, expected / Math.max(1, slots.getOrDefault(c, 1.0)));
            if (roll < 0) {
                chosen = c;
                break;
            }
        }
        double room = chosen == ObjectClass.MOTORCYCLE ? 0.9 : drivers ? 0.25 : 0.3;
        return new Occupant(
                chosen,
                dice.bits(),
                dice.between(-1, 1) * (drivers ? 0.8 : lane.spacing() * 0.3),
                dice.between(-room, room),
                dice.unit(),
                dice.between(7, 19),
                !Double.isNaN(lane.turnAfter()) && dice.chance(0.3));
    }

    /**
     * Returns a factor that compensates for slots blocked by long vehicles and for objects that are
     * hidden or small.
     */
    private static double boost(ObjectClass c) {
        return switch (c) {
            case PERSON -> 2.0;
            case BICYCLE -> 1.15;
            case MOTORCYCLE -> 1.9;
            default -> 1.05;
        };
    }

    private static Stretch stretch(Lane lane, Viewpoint viewpoint, int width, int height) {
        double[] p = new double[3];
        double seen = 0;
        double middle = 0;
        double step = 0.25;
        for (double d = 0; d < lane.length(); d += step) {
            Lane.Pose pose = lane.at(d, 0, false);
            viewpoint.project(pose.s(), pose.o(), 0.8, p);
            boolean inside = p[2] > 2 && p[0] > 0 && p[0] < width && p[1] > 0 && p[1] < height;
            if (inside && viewpoint.pixelsPerMetre(p[2]) * 1.6 >= 10.0 * height / 180) {
                seen += step;
                middle += d * step;
            }
        }
        return new Stretch(
                lane, seen / lane.spacing(), seen > 0 ? middle / seen : lane.length() / 2);
    }
}
