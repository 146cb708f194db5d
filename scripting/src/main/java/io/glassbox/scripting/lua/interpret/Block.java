package io.glassbox.scripting.lua.interpret;

import java.util.List;

/** Statements one after the other. */
public final class Block {
    private final Statement[] statements;

    public Block(List<Statement> statements) {
        this.statements = statements.toArray(Statement[]::new);
    }

    public List<Statement> statements() {
        return List.of(statements);
    }

    int execute(Frame frame) {
        for (Statement statement : statements) {
            int signal = statement.execute(frame);
            if (signal != Statement.NEXT) {
                return signal;
            }
        }
        return Statement.NEXT;
    }
}
