/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

/**
 * The requested and achieved share of one job.
 *
 * @param job name of the job
 * @param requested share, 0..1 of one GPU
 * @param achieved busy time / elapsed time over a sliding window
 * @param busySeconds device-busy seconds since the share was opened
 */
public record ShareUse(String job, double requested, double achieved, double busySeconds) {}
