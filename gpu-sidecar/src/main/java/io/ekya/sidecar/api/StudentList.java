/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.List;

/**
 * The published students of a sidecar.
 *
 * @param base sha256 of the base student, which serves cameras without a promoted student
 * @param students by site and camera, newest first
 */
public record StudentList(String base, List<StudentInfo> students) {
    public StudentList {
        students = List.copyOf(students);
    }
}
