# Sourced by the scripts of tools (POSIX sh), from the folder "bin" that they lie in: they come with the server, in its jar, and start
# with what was learned of its classes. A tool needs a small heap only; its memory for data lies outside.

# run_tool MAIN ARGUMENT...: becomes the tool, under the name that the script was called by.
run_tool() {
    home=$(CDPATH='' cd -- "$bin/.." && pwd -P) || exit 1
    . "$home/bin/find-jdk.sh"
    find_jdk || exit 1
    lib=$home/lib
    [ -e "$lib/server.jar" ] || lib=$home/server/target/glassbox/lib
    if [ ! -e "$lib/server.jar" ]; then
        echo "Glassbox is not built: run \"$home/glassbox build\" first." >&2
        exit 1
    fi
    terminal=false
    [ -t 2 ] && terminal=true
    main=$1
    shift
    exec "$JAVA_HOME/bin/java" \
        -Xmx64m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:-UsePerfData \
        -XX:AOTCache="$lib/glassbox.aot" -Xlog:disable --enable-native-access=ALL-UNNAMED \
        -Dglassbox.program="$0" -Dglassbox.terminal="$terminal" ${GLASSBOX_JAVA_OPTS:-} \
        -cp "$lib/server.jar" "$main" "$@"
}
