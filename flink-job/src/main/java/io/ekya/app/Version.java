package io.ekya.app;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest gives it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"ekya " + (version == null ? "(built from sources)" : version)};
    }
}
