using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Engine;

/// <summary>The TensorFlow engine over sessions of the interpreter, each of which runs independent nodes in an order of its own.</summary>
internal static class Interpreted
{
    private static int _sessions;

    public static TensorFlowEngine Engine { get; } = new(() => new InterpretedSession(new InterpreterOptions { Seed = Interlocked.Increment(ref _sessions) }));
}
