using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>
/// A <c>TF_Session</c> and its graph, closed and deleted when it is disposed of and the last run is over: each run holds a reference. Where disposing was forgotten the garbage collector does it.
/// </summary>
internal sealed unsafe class SessionHandle : SafeHandle
{
    private readonly TensorFlowApi _api;
    private readonly NativeObject _graph;
    private volatile bool _ended;

    /// <summary>Takes both over.</summary>
    public SessionHandle(TensorFlowApi api, nint session, NativeObject graph)
        : base(0, ownsHandle: true)
    {
        (_api, _graph) = (api, graph);
        api.Live.Add(NativeKind.Session);
        SetHandle(session);
    }

    public override bool IsInvalid => handle == 0;

    public nint Session => handle;

    public nint Graph => _graph.Pointer;

    /// <summary>What went wrong when it was closed, or null.</summary>
    public TensorFlowException? CloseFailure { get; private set; }

    /// <summary>Keeps the session until the result is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public Reference Use()
    {
        ObjectDisposedException.ThrowIf(_ended, typeof(GraphSession));
        var held = false;
        DangerousAddRef(ref held);
        return new Reference(this);
    }

    /// <summary>Lets no more runs begin, and closes the session when none is under way: a handle alone would go on lending itself until then.</summary>
    /// <returns>Whether this was the first time.</returns>
    public bool End()
    {
        var first = !_ended;
        _ended = true;
        Dispose();
        return first;
    }

    protected override bool ReleaseHandle()
    {
        using var status = new NativeStatus(_api);
        _api.CloseSession(handle, status.Pointer);
        CloseFailure = status.Failure("close a session");
        _api.DeleteSession(handle, status.Pointer);
        CloseFailure ??= status.Failure("delete a session");
        _api.Live.Remove(NativeKind.Session);
        _graph.Dispose();
        return true;
    }

    public readonly ref struct Reference(SessionHandle session)
    {
        public void Dispose() => session.DangerousRelease();
    }
}
