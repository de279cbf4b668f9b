/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The import rules of docs/ARCHITECTURE.md. Imports point down only: benchmarks, flink-job (app,
 * then job), gpu-sidecar (cli, server and client, then api), udfs.
 */
@AnalyzeClasses(packages = "io.ekya", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] FUNCTIONS = {
        "io.ekya.concurrent..",
        "io.ekya.device..",
        "io.ekya.infer..",
        "io.ekya.label..",
        "io.ekya.learn..",
        "io.ekya.profile..",
        "io.ekya.sample..",
        "io.ekya.schedule..",
        "io.ekya.synthetic..",
        "io.ekya.vision.."
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.ekya.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("a package can then be read and changed by itself");

    @ArchTest
    static final ArchRule functionsDoNotKnowTheirCallers =
            noClasses()
                    .that()
                    .resideInAnyPackage(FUNCTIONS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.ekya.sidecar..",
                            "io.ekya.command..",
                            "io.ekya.job..",
                            "io.ekya.app..",
                            "io.ekya.bench..")
                    .because("udfs is the lowest module; move the shared type down into it");

    @ArchTest
    static final ArchRule functionsDoNotKnowFlinkAndArrow =
            noClasses()
                    .that()
                    .resideInAnyPackage(FUNCTIONS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.flink..", "org.apache.arrow..")
                    .because("the functions are plain Java; put the Flink part into an operator");

    @ArchTest
    static final ArchRule schedulingIsPure =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.ekya.schedule..", "io.ekya.profile..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            "io.ekya.schedule..",
                            "io.ekya.profile..",
                            "java.lang..",
                            "java.util..",
                            "java.math..",
                            "org.ojalgo..",
                            "org.jspecify..")
                    .because("policies run in the job and in the simulator: no I/O, no clock");

    @ArchTest
    static final ArchRule planningIsPure =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.job.planning..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..",
                            "io.ekya.sidecar.client..",
                            "io.ekya.concurrent..")
                    .because("planning is a function of state and event; operators do the rest");

    @ArchTest
    static final ArchRule theSidecarDoesNotKnowTheJob =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.sidecar..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.ekya.job..",
                            "io.ekya.app..",
                            "io.ekya.bench..",
                            "org.apache.flink..")
                    .because("the sidecar serves any caller; pass what it needs in a message");

    @ArchTest
    static final ArchRule theServerDoesNotKnowTheClient =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.sidecar.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.ekya.sidecar.client..")
                    .because("what both ends share belongs in io.ekya.sidecar.api");

    @ArchTest
    static final ArchRule theClientDoesNotKnowTheServer =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.sidecar.client..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.ekya.sidecar.server..")
                    .because("what both ends share belongs in io.ekya.sidecar.api");

    @ArchTest
    static final ArchRule theApiKnowsNeitherEnd =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.sidecar.api..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.ekya.sidecar..")
                                    .and(not(resideInAPackage("io.ekya.sidecar.api.."))))
                    .because("the api is what client and server share");

    @ArchTest
    static final ArchRule theJobCallsTheSidecarThroughItsClient =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.job..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.ekya.sidecar..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            "io.ekya.sidecar.client..",
                                                            "io.ekya.sidecar.api.."))))
                    .because("the sidecar is another process; use io.ekya.sidecar.client");

    @ArchTest
    static final ArchRule theJobDoesNotKnowTheCommandLine =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.job..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.ekya.app..", "io.ekya.command..", "picocli..")
                    .because("the job jar that users submit contains no command line");

    @ArchTest
    static final ArchRule nothingImportsBenchmarks =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.ekya.bench..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.ekya.bench..")
                    .because("the command line finds benchmarks by ServiceLoader");

    @ArchTest
    static final ArchRule packagesAreNamedByFeature =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..utils..", "..util..", "..common..", "..impl..", "..manager..")
                    .because("packages are named by feature");
}
