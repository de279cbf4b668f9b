package io.ekya.synthetic;

/** Draws the objects of one kind. */
interface Artist {

    /**
     * Draws an object where the pen stands.
     *
     * @param look random numbers of this object's appearance, the same at every call
     * @param mover the object
     * @param pen stands at the object
     */
    void draw(Dice look, Mover mover, Pen pen);

    /** The artist of a mover's class. */
    static Artist of(Mover mover) {
        return switch (mover.objectClass()) {
            case PERSON -> PersonArtist::draw;
            case BICYCLE -> BicycleArtist::draw;
            case CAR -> CarArtist::draw;
            case MOTORCYCLE -> MotorcycleArtist::draw;
            case BUS -> BusArtist::draw;
            case TRUCK -> TruckArtist::draw;
            case BACKGROUND -> throw new IllegalArgumentException("background is no object");
        };
    }
}
