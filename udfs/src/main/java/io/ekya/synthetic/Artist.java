/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/** Draws objects of one class. */
interface Artist {

    /**
     * Draws an object at the pen's position.
     *
     * @param look random numbers for this object's appearance, the same in every call
     * @param pen positioned at the object
     */
    void draw(Dice look, Mover mover, Pen pen);

    /** Returns the artist for a mover's class. */
    static Artist of(Mover mover) {
        return switch (mover.objectClass()) {
            case PERSON -> PersonArtist::draw;
            case BICYCLE -> BicycleArtist::draw;
            case CAR -> CarArtist::draw;
            case MOTORCYCLE -> MotorcycleArtist::draw;
            case BUS -> BusArtist::draw;
            case TRUCK -> TruckArtist::draw;
            case BACKGROUND -> throw new IllegalArgumentException("background is not an object");
        };
    }
}
