/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.bench.simulate.TraceStudents.Student;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper's alternative of retraining in the cloud: training has no cost and takes no time, but
 * the data of all cameras share one uplink, and the students one downlink. A tenth of a 4 Mbit/s
 * video is uploaded, a ResNet-18 is downloaded.
 *
 * @param uplinkMbps of the site
 * @param downlinkMbps of the site
 */
record Cloud(String name, double uplinkMbps, double downlinkMbps) implements Contender {

    private static final double SAMPLED_MBITS_PER_SECOND = 0.4;
    private static final double STUDENT_MBITS = 358;

    private record Arrival(double seconds, int camera, Student student) {}

    @Override
    public PlayedTrace play(Trace trace, SimulationSetting setting) {
        TraceStudents students = new TraceStudents(trace);
        double length = trace.header().windowSeconds();
        List<Student> serving = new ArrayList<>();
        trace.cameras().forEach(camera -> serving.add(Student.FIRST));
        List<Arrival> arrivals = arrivals(trace);
        List<Double> accuracies = new ArrayList<>();
        int next = 0;
        for (int w = 0; w < trace.windows(); w++) {
            double time = w * length;
            double sum = 0;
            while (time < (w + 1) * length) {
                double[] accuracy = new double[serving.size()];
                for (int c = 0; c < accuracy.length; c++) {
                    accuracy[c] = students.accuracy(c, serving.get(c), w);
                }
                double end = (w + 1) * length;
                if (next < arrivals.size()) {
                    end = Math.min(end, Math.max(time, arrivals.get(next).seconds));
                }
                sum += (end - time) * FreeStudents.accuracy(trace, setting, w, accuracy);
                time = end;
                while (next < arrivals.size() && arrivals.get(next).seconds <= time) {
                    serving.set(arrivals.get(next).camera, arrivals.get(next).student);
                    next++;
                }
            }
            accuracies.add(sum / length);
        }
        return new PlayedTrace(accuracies, List.of(), next);
    }

    /**
     * Uploads the data of each window from its start, one camera after another, then downloads the
     * students.
     */
    private List<Arrival> arrivals(Trace trace) {
        double length = trace.header().windowSeconds();
        double up = 0;
        double down = 0;
        List<Arrival> arrivals = new ArrayList<>();
        for (int w = 0; w < trace.windows(); w++) {
            for (int c = 0; c < trace.cameras().size(); c++) {
                up = Math.max(up, w * length) + SAMPLED_MBITS_PER_SECOND * length / uplinkMbps;
                down = Math.max(down, up) + STUDENT_MBITS / downlinkMbps;
                arrivals.add(new Arrival(down, c, Costliest.student(trace, c, w)));
            }
        }
        return arrivals;
    }
}
