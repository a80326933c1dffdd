using MlNetCnn.TensorFlow.Engine;
using MlNetCnn.TensorFlow.Native;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// Any graph, run by TensorFlow: one that this library writes (frozen, gradient and training graphs), one from a file (<c>GraphDef.Load</c>), one of TensorFlow.NET's
/// (<c>ToGraphDef</c> of MlNetCnn.TensorFlowNet), or a SavedModel. Models need it not: <see cref="TensorFlowEngine"/> runs those.
/// </summary>
/// <remarks>
/// <para>
/// All members may be called from many threads at once. Runs go on side by side; those that change the same variables should take turns, since TensorFlow does not say which comes first.
/// Disposing lets runs that are under way end; the last one closes the session.
/// </para>
/// <para>
/// Variables live as long as the session, by their <c>shared_name</c>, whichever node names them. A variable has no value before a run gives it one, mostly by the graph's own node for that.
/// </para>
/// </remarks>
/// <example><code>
/// using var session = TensorFlowSession.Open();
/// session.Add(GraphDef.Load("frozen.pb"));
/// var scores = session.Run([("input", TensorValue.Of(pixels, 1, 224, 224, 3))], ["Softmax:0"])[0].Floats;
/// </code></example>
public sealed class TensorFlowSession : IDisposable
{
    private readonly IGraphSession _session;
    private readonly GraphSession? _native;

    /// <summary>Runs graphs with something else, for tests.</summary>
    internal TensorFlowSession(IGraphSession session) => (_session, _native) = (session, session as GraphSession);

    /// <summary>The library that runs it; null where tests run graphs with something else.</summary>
    public TensorFlowRuntime? Runtime => _native?.Runtime;

    /// <summary>Why it computes on the CPU though a GPU was wanted; null where it was not, or answers.</summary>
    public string? FallbackReason => _native?.FallbackReason;

    /// <summary>Opens a session with an empty graph.</summary>
    /// <param name="options">Which library, on what it computes; null for all the defaults.</param>
    /// <exception cref="TensorFlowException">TensorFlow is not there or too old, does not open a session, or no GPU answers where one must; the message says what to install.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static TensorFlowSession Open(TensorFlowOptions? options = null) => new(GraphSession.Open((options ?? new()).Validated()));

    /// <summary>Opens a SavedModel: its graph, with its variables' values. Unlike <c>GraphDef.Load</c> it takes all that TensorFlow takes, functions and loops too.</summary>
    /// <param name="folder">The folder that has <c>saved_model.pb</c>.</param>
    /// <param name="options">Which library, on what it computes; null for all the defaults.</param>
    /// <param name="tags">Which of its graphs; none for <c>serve</c>, the one to predict with.</param>
    /// <exception cref="TensorFlowException">TensorFlow is not there, or does not load it; the message is its own.</exception>
    /// <exception cref="ArgumentException">The folder's name is empty, or an option is out of range.</exception>
    public static TensorFlowSession LoadSavedModel(string folder, TensorFlowOptions? options = null, params IReadOnlyList<string> tags)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(tags);
        options = (options ?? new()).Validated();
        return new(GraphSession.LoadSavedModel(TensorFlowRuntime.Load(options), options, folder, tags.Count == 0 ? ["serve"] : tags));
    }

    /// <summary>Adds a graph to what the session knows; also while runs go on. A graph that is refused adds nothing.</summary>
    /// <param name="graph">Nodes that refer to each other only, under names that the session does not know yet.</param>
    /// <exception cref="TensorFlowException">TensorFlow does not take it, e.g. for an operation that it does not know; the message is its own.</exception>
    /// <exception cref="NotSupportedException">The graph has 2 GiB or more, which the format cannot hold: keep its weights in variables, and feed them.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed of.</exception>
    public void Add(GraphDef graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _session.Extend(graph);
    }

    /// <summary>Runs what the fetches and targets need, and nothing else.</summary>
    /// <param name="feeds">
    /// Values in place of what nodes make: <c>node</c>, which is <c>node:0</c>, or <c>node:1</c>. Types and shapes are the node's, the batch first; Float, Int32, Int64, Bool and String can be
    /// fed. They are copied.
    /// </param>
    /// <param name="fetches">What is wanted: <c>node</c> or <c>node:1</c>. Of the types that can be fed; others need a <c>Cast</c> in the graph.</param>
    /// <param name="targets">Nodes to run whose outputs are not wanted: initializers, training steps. Null for none.</param>
    /// <returns>One tensor per fetch, in their order, the caller's to keep.</returns>
    /// <exception cref="TensorFlowException">There is no such node, or the run fails; <see cref="TensorFlowException.Status"/> has TensorFlow's code and the message is its own.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed of.</exception>
    public IReadOnlyList<TensorValue> Run(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(fetches);
        foreach (var (name, value) in feeds) ArgumentNullException.ThrowIfNull(value, $"{nameof(feeds)}[{name}]");
        return _session.Run(feeds, fetches, targets ?? []);
    }

    /// <summary>The devices that it may compute on; none where tests run graphs with something else.</summary>
    /// <exception cref="TensorFlowException">TensorFlow does not tell.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed of.</exception>
    public IReadOnlyList<TensorFlowDevice> Devices() => _native?.Devices() ?? [];

    /// <summary>Gives everything back, at once or when the last run ends.</summary>
    public void Dispose() => _session.Dispose();
}
