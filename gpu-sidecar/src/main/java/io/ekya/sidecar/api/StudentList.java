package io.ekya.sidecar.api;

import java.util.List;

/**
 * The students of a sidecar.
 *
 * @param base sha256 of the student that serves where none was promoted
 * @param students by site and camera, newest first
 */
public record StudentList(String base, List<StudentInfo> students) {
    public StudentList {
        students = List.copyOf(students);
    }
}
