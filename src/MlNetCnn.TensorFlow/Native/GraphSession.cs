using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MlNetCnn.TensorFlow.Engine;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>A graph that TensorFlow runs. Disposing of it lets runs that are under way end, and the last one closes it.</summary>
internal sealed unsafe class GraphSession : IGraphSession
{
    private readonly TensorFlowApi _api;
    private readonly SessionHandle _session;
    private readonly ConcurrentDictionary<string, NodeOutput> _outputs = [];
    private readonly Lock _extending = new();

    private GraphSession(TensorFlowRuntime runtime, (SessionHandle Session, string? Reason) opened)
    {
        (_api, _session, FallbackReason) = (runtime.Api, opened.Session, opened.Reason);
        Runtime = runtime;
    }

    /// <summary>The library that runs it.</summary>
    public TensorFlowRuntime Runtime { get; }

    /// <summary>Why it computes on the CPU though a GPU was wanted; null where it was not, or answers.</summary>
    public string? FallbackReason { get; }

    /// <summary>What a SavedModel says of itself: a <c>MetaGraphDef</c> message; empty for other sessions.</summary>
    public byte[] MetaGraph { get; private init; } = [];

    /// <summary>Opens a session with an empty graph.</summary>
    /// <exception cref="TensorFlowException">TensorFlow is not there, does not open a session, or no GPU answers where one must.</exception>
    public static GraphSession Open(TensorFlowOptions options) => Open(TensorFlowRuntime.Load(options), options);

    /// <inheritdoc cref="Open(TensorFlowOptions)"/>
    public static GraphSession Open(TensorFlowRuntime runtime, TensorFlowOptions options) =>
        new(runtime, new SessionOpener(runtime, options.Validated(), "open a session", (sessionOptions, graph, status) => runtime.Api.NewSession(graph, sessionOptions, status)).Open());

    /// <summary>Opens a SavedModel: its graph, with its variables' values.</summary>
    /// <param name="runtime">The library.</param>
    /// <param name="options">On what it computes.</param>
    /// <param name="folder">The folder that has <c>saved_model.pb</c>.</param>
    /// <param name="tags">Which of its graphs; <c>serve</c> is the one to predict with.</param>
    /// <exception cref="TensorFlowException">TensorFlow does not load it.</exception>
    public static GraphSession LoadSavedModel(TensorFlowRuntime runtime, TensorFlowOptions options, string folder, params IReadOnlyList<string> tags)
    {
        var api = runtime.Api;
        using var texts = new Utf8Texts([folder, .. tags]);
        using var meta = new NativeObject(api, NativeKind.Buffer, (nint)api.NewBuffer(), api.DeleteBuffer);
        var opened = new SessionOpener(runtime, options.Validated(), $"load the SavedModel {folder} (tags {string.Join(", ", tags)})", Load).Open();
        var buffer = (NativeBuffer*)meta.Pointer;
        return new(runtime, opened) { MetaGraph = new ReadOnlySpan<byte>(buffer->Data, checked((int)buffer->Length)).ToArray() };

        nint Load(nint sessionOptions, nint graph, nint status) =>
            api.LoadSessionFromSavedModel(sessionOptions, null, texts.Pointers[0], texts.Pointers + 1, tags.Count, graph, meta.Pointer, status);
    }

    /// <inheritdoc/>
    public void Extend(GraphDef graph)
    {
        var bytes = GraphDefWriter.ToBytes(graph);
        lock (_extending) Import(bytes);
    }

    /// <summary>Adds nodes, as a serialized <c>GraphDef</c>.</summary>
    /// <exception cref="TensorFlowException">TensorFlow does not take them; the message is its own.</exception>
    public void Import(ReadOnlySpan<byte> graph)
    {
        using var use = _session.Use();
        using var status = new NativeStatus(_api);
        using var options = new NativeObject(_api, NativeKind.ImportOptions, _api.NewImportGraphDefOptions(), _api.DeleteImportGraphDefOptions);
        fixed (byte* start = graph)
        {
            var buffer = new NativeBuffer { Data = start, Length = (nuint)graph.Length };
            _api.GraphImportGraphDef(_session.Graph, &buffer, options.Pointer, status.Pointer);
        }

        status.ThrowIfFailed($"take the graph ({graph.Length:N0} bytes)");
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorValue> Run(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets)
    {
        using var use = _session.Use();
        NodeOutput[] inputs = [.. feeds.Select(feed => Find(feed.Name))], outputs = [.. fetches.Select(Find)];
        nint[] operations = [.. targets.Select(target => Find(target, anyOutput: true).Operation)];
        using var status = new NativeStatus(_api);

        // Results may share a feed's memory: they are copied out and given back before it.
        using var fed = new NativeTensors(feeds.Count);
        using var fetched = new NativeTensors(fetches.Count);
        foreach (var (_, value) in feeds) fed.Add(new NativeTensor(_api, value));
        var results = new nint[outputs.Length];
        fixed (NodeOutput* input = inputs, output = outputs)
        fixed (nint* value = fed.Pointers, result = results, operation = operations)
            _api.SessionRun(_session.Session, null, input, value, inputs.Length, output, result, outputs.Length, operation, operations.Length, 0, status.Pointer);
        foreach (var result in results.Where(r => r != 0)) fetched.Add(new NativeTensor(_api, result));
        status.ThrowIfFailed($"run the graph{Describe(feeds, fetches, targets)}");
        return [.. fetches.Select((name, i) => fetched[i].Read(name))];
    }

    /// <summary>The devices that it may compute on.</summary>
    /// <exception cref="TensorFlowException">TensorFlow does not tell.</exception>
    public IReadOnlyList<TensorFlowDevice> Devices() => DeviceList.Read(_api, _session);

    /// <summary>As <see cref="Dispose"/>, but tells what goes wrong.</summary>
    /// <exception cref="TensorFlowException">TensorFlow, e.g. a server that is gone, does not close it; all that is held here is given back all the same.</exception>
    public void Close()
    {
        if (_session.End() && _session.CloseFailure is { } failure) throw failure;
    }

    /// <summary>Closes the session, at once or when the last run ends. That a server cannot be told does not matter here, and would hide the error that came before; <see cref="Close"/> tells it.</summary>
    public void Dispose() => _session.End();

    private static string Describe(IReadOnlyList<(string Name, TensorValue Value)> feeds, IReadOnlyList<string> fetches, IReadOnlyList<string> targets)
    {
        var parts = new[]
        {
            feeds.Count == 0 ? null : $"fed {Some(feeds.Select(feed => $"{feed.Name} = {feed.Value}"))}",
            fetches.Count == 0 ? null : $"fetching {Some(fetches)}",
            targets.Count == 0 ? null : $"for {Some(targets)}",
        };
        return parts.All(part => part is null) ? "" : $" ({string.Join(", ", parts.Where(part => part is not null))})";

        static string Some(IEnumerable<string> names) => names.Count() <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count() - 3} more";
    }

    private NodeOutput Find(string name) => Find(name, anyOutput: false);

    /// <summary>Looks a node's output up, once for each name: the operation stays where it is while the graph lives.</summary>
    private NodeOutput Find(string name, bool anyOutput)
    {
        if (!anyOutput && _outputs.TryGetValue(name, out var known)) return known;
        var colon = name.LastIndexOf(':');
        var index = 0;
        if (colon >= 0 && !int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index))
            throw new TensorFlowException($"\"{name}\" names no output of a node; write node or node:1.", TensorFlowStatus.InvalidArgument);
        var node = colon < 0 ? name : name[..colon];
        nint operation;
        fixed (byte* text = Encoding.UTF8.GetBytes($"{node}\0")) operation = _api.GraphOperationByName(_session.Graph, text);
        if (operation == 0) throw new TensorFlowException($"The graph has no node \"{node}\".", TensorFlowStatus.NotFound);
        if (anyOutput) return new(operation, 0);
        var count = _api.OperationNumOutputs(operation);
        if (index >= count) throw new TensorFlowException($"\"{name}\" is not there: the node \"{node}\" has {count} outputs.", TensorFlowStatus.InvalidArgument);
        return _outputs[name] = new(operation, index);
    }
}
