package io.ekya.device;

/**
 * What one job asked of the device and what it got.
 *
 * @param job name it was opened with
 * @param requested share asked for, 0..1 of one GPU
 * @param achieved busy over elapsed time of the last seconds
 * @param busySeconds device-busy seconds since it was opened
 */
public record ShareUse(String job, double requested, double achieved, double busySeconds) {}
