using MlNetCnn.Compute;
using MlNetCnn.TensorFlow;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Bases;

/// <summary>The engines by the name that <c>--engine=</c> takes.</summary>
internal static class Engines
{
    private const string Managed = "managed";
    private const string TensorFlow = "tensorflow";
    private const string Auto = "auto";

    // One for all networks of a run: each asks the library for its devices.
    private static readonly Lock Loading = new();
    private static TensorFlowEngine? _loaded;

    /// <summary>What <c>tensorflow</c> is for a test, in place of the library.</summary>
    internal static AsyncLocal<TensorFlowEngine?> InTest { get; } = new();

    public static IReadOnlyList<string> Names { get; } = [Managed, TensorFlow, Auto];

    /// <summary>The engine of a name that <see cref="Choose"/> gave.</summary>
    /// <exception cref="UserErrorException">There is no such engine, or its library is not there; the message says what to do.</exception>
    public static IEngine ByName(string name) => name switch
    {
        Managed => new ManagedEngine(),
        TensorFlow => LoadTensorFlow(0),
        _ => throw new UserErrorException($"There is no engine '{name}'; there are {Managed} and {TensorFlow}."),
    };

    /// <summary>What runs the networks: <c>auto</c> is TensorFlow where a GPU answers it, else the managed engine. Says in one line what it is, unless it is the default.</summary>
    /// <param name="asked">One of <see cref="Names"/>.</param>
    /// <param name="threads">Threads at most; 0: one per core. TensorFlow makes its threads when it is first asked for something.</param>
    /// <param name="display">Where it is said.</param>
    /// <exception cref="UserErrorException">TensorFlow is asked for, and its library is not there; the message says what to do.</exception>
    public static string Choose(string asked, int threads, IDisplay display)
    {
        var name = asked.ToLowerInvariant();
        if (name == Auto)
        {
            if (!TensorFlowRuntime.GpuAnswers(new() { Threads = threads }, out var reason))
            {
                display.Line($"engine: {Managed}. {FirstSentence(reason)}");
                return Managed;
            }

            name = TensorFlow;
        }

        if (name != TensorFlow) return name;
        var engine = LoadTensorFlow(threads);
        display.Line($"engine: {engine.Arithmetic} ({engine.Runtime?.Library}){(engine.FallbackReason is { } why ? $"; {FirstSentence(why)}" : "")}");
        return name;
    }

    private static TensorFlowEngine LoadTensorFlow(int threads)
    {
        if (InTest.Value is { } given) return given;
        try
        {
            lock (Loading) return _loaded ??= new TensorFlowEngine(new() { Threads = threads });
        }
        catch (TensorFlowException e)
        {
            // Where it was looked for fills a screen; the library's own exception has it all.
            throw new UserErrorException($"--engine={TensorFlow}: {FirstLine(e.Message)}", e);
        }
    }

    private static string FirstLine(string message)
    {
        var line = message.Split('\n')[0];
        return line.EndsWith(" Looked for:", StringComparison.Ordinal) ? line[..^" Looked for:".Length] : line;
    }

    private static string FirstSentence(string message) => FirstLine(message).Split(". ")[0].TrimEnd('.') + ".";
}
