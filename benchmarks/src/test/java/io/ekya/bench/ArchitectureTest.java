package io.ekya.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ekya.sidecar.CalibrateCommand;
import io.ekya.sidecar.ModelsCommand;
import io.ekya.sidecar.PurgeCommand;
import io.ekya.sidecar.SidecarCommand;

/** Imports point down only: benchmarks, flink-job, gpu-sidecar, udfs (docs/ARCHITECTURE.md). */
@AnalyzeClasses(packages = "io.ekya", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] FUNCTIONS = {
        "io.ekya.schedule..",
        "io.ekya.profile..",
        "io.ekya.device..",
        "io.ekya.vision..",
        "io.ekya.sample..",
        "io.ekya.label..",
        "io.ekya.infer..",
        "io.ekya.learn.."
    };

    @ArchTest
    static final ArchRule functionsKnowNothingOfTheirCallers =
            noClasses()
                    .that()
                    .resideInAnyPackage(FUNCTIONS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.ekya.sidecar..", "io.ekya.job..", "io.ekya.bench..")
                    .because("udfs is the lowest module; move the shared type down into it");

    @ArchTest
    static final ArchRule functionsKnowNothingOfFlinkAndArrow =
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
    static final ArchRule theSidecarDoesNotKnowTheJob =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.sidecar..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.ekya.job..", "io.ekya.bench..", "org.apache.flink..")
                    .because("the sidecar serves any caller; pass what it needs in a message");

    @ArchTest
    static final ArchRule theJobCallsTheSidecarThroughItsClient =
            noClasses()
                    .that()
                    .resideInAPackage("io.ekya.job..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.ekya.sidecar..")
                                    .and(not(resideInAPackage("io.ekya.sidecar.client..")))
                                    .and(not(type(SidecarCommand.class)))
                                    .and(not(type(CalibrateCommand.class)))
                                    .and(not(type(ModelsCommand.class)))
                                    .and(not(type(PurgeCommand.class))))
                    .because(
                            "the sidecar is another process; use io.ekya.sidecar.client, or its"
                                    + " commands");

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
    static final ArchRule noPackageIsADrawer =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..utils..", "..util..", "..common..", "..impl..", "..manager..")
                    .because("packages are named by feature");
}
