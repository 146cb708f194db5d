# Sourced by the scripts of Glassbox (POSIX sh): sets JAVA_HOME to a JDK of version 25 or newer, or says what to do.
# It reads the "release" file of each candidate instead of asking its java, which would cost more than the server's start.

jdk_is_fit() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='="' read -r name _ value _; do
        [ "$name" = JAVA_VERSION ] || continue
        major=${value%%[!0-9]*}
        [ "${major:-0}" -ge 25 ] && return 0
        return 1
    done <"$1/release"
    return 1
}

# The compiler is only wanted by those who build: need_compiler=yes.
jdk_is_wanted() {
    jdk_is_fit "$1" && { [ -z "${need_compiler:-}" ] || [ -x "$1/bin/javac" ]; }
}

find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && jdk_is_wanted "$JAVA_HOME"; then
        return 0
    fi
    for candidate in /usr/lib/jvm/* /opt/* /opt/*/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /usr/java/* /usr/local/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ ! -h "$candidate" ] && jdk_is_wanted "$candidate"; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    if java=$(command -v java) && candidate=$(readlink -f "$java") && jdk_is_wanted "${candidate%/bin/java}"; then
        JAVA_HOME=${candidate%/bin/java}
        export JAVA_HOME
        return 0
    fi
    cat >&2 <<'MESSAGE'
Glassbox needs JDK 25 or newer and found none: not in JAVA_HOME, nor in /usr/lib/jvm, /opt, ~/.sdkman or ~/.jdks.
Install one (https://adoptium.net, or "apt-get install openjdk-25-jdk-headless" where it is offered), or set
JAVA_HOME to the folder that has bin/java in it.
MESSAGE
    return 1
}
