package io.ekya.learn;

/**
 * Shape of a classifier.
 *
 * @param kind {@code resnet}, {@code mobilenet} or {@code teacher}
 * @param width channels of the first block; later blocks double it
 * @param side side of the crops it is meant for, pixels; it accepts others (global pooling)
 * @param lastLayerUnits units of the last hidden layer
 */
public record Architecture(String kind, int width, int side, int lastLayerUnits) {}
