using System.Collections.Immutable;
using MlNetCnn.TensorFlow.Engine;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>
/// A session that executes a graph's operations one by one, in plain C#: storage as TensorFlow's, sums in double. It knows nothing of who made the graph: what it takes, and what it
/// says against it, is what TensorFlow would. Nodes that do not depend on each other run in an order that <see cref="InterpreterOptions.Seed"/> shuffles, another one for each run.
/// </summary>
internal sealed class InterpretedSession(InterpreterOptions? options = null) : IGraphSession
{
    private readonly SessionResources _resources = new(options ?? new());
    private volatile ImmutableDictionary<string, SessionNode> _nodes = ImmutableDictionary.Create<string, SessionNode>(StringComparer.Ordinal);
    private volatile bool _disposed;
    private int _runs;

    /// <summary>Makes a session of a graph.</summary>
    public InterpretedSession(GraphDef graph, InterpreterOptions? options = null) : this(options) => Extend(graph);

    /// <summary>Variables that have values.</summary>
    public int VariableCount => _resources.VariableCount;

    /// <summary>Nodes of all graphs.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>How many nodes the last finished run executed: what pruning left.</summary>
    public int LastNodeCount { get; private set; }

    /// <summary>The largest number of bytes that values between nodes took at once in the last finished run.</summary>
    public long LastPeakBytes { get; private set; }

    /// <inheritdoc/>
    public void Extend(GraphDef graph)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_resources) _nodes = GraphImport.Add(_nodes, graph);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorValue> Run(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var run = new GraphRun(_nodes, _resources, unchecked(_resources.Options.Seed * 7919 + Interlocked.Increment(ref _runs)));
        var results = run.Execute(feeds, fetches, targets);
        (LastNodeCount, LastPeakBytes) = (run.ExecutedCount, run.PeakBytes);
        return results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _resources.Clear();
    }
}
