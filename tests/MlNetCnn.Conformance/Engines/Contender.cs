using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Engine;

namespace MlNetCnn.Conformance.Engines;

/// <summary>An engine that takes part, or one that cannot start, with the reason.</summary>
/// <param name="Name">For people and for <c>--engines</c>: <c>tensorflow-gpu</c>.</param>
internal sealed record Contender(string Name)
{
    /// <summary>The engine; null where it cannot start.</summary>
    public IEngine? Engine { get; init; }

    /// <summary>Why it cannot start; null where it does.</summary>
    public string? Absent { get; init; }

    /// <summary>The same in a line; where a library was looked for stands in table.json.</summary>
    public string? AbsentInShort => Absent?.Split('\n')[0].Replace(" Looked for:", " Where it was looked for: table.json.", StringComparison.Ordinal);

    /// <summary>What it is, in words, with versions and devices.</summary>
    public string Description { get; init; } = "";

    /// <summary>How far its numbers may be from the reference's, as <see cref="Numbers.From"/> measures; 0 (the default): equal, bit for bit, to those of the contender <c>managed</c>.</summary>
    public double Tolerance { get; init; }

    /// <summary>Threads; 0 (the default) for as many as there are cores.</summary>
    public int Threads { get; init; }

    /// <summary>Whether sums are exact (<see cref="CompileOptions.Precise"/>): the reference alone.</summary>
    public bool Precise { get; init; }

    /// <summary>Opens a session to run graphs in; null for engines without graphs.</summary>
    public Func<IGraphSession>? Open { get; init; }

    /// <summary>Loads a SavedModel's folder; null for engines without graphs.</summary>
    public Func<string, IGraphSession>? LoadSavedModel { get; init; }

    /// <summary>Compiles a model for it.</summary>
    public IExecutable Compile(Model model, CompileOptions? options = null) => Engine!.Compile(model, (options ?? new()) with { Threads = Threads, Precise = Precise });
}
