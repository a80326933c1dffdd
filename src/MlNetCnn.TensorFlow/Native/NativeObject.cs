using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>An object of TensorFlow's library, given back once: when disposed of, or by the garbage collector where that was forgotten.</summary>
internal sealed unsafe class NativeObject : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _delete;
    private readonly LiveObjects _live;
    private readonly NativeKind _kind;

    /// <summary>Takes an object over.</summary>
    /// <exception cref="TensorFlowException">There is none: memory is used up.</exception>
    public NativeObject(TensorFlowApi api, NativeKind kind, nint pointer, delegate* unmanaged<nint, void> delete)
        : base(0, ownsHandle: true)
    {
        (_live, _kind) = (api.Live, kind);
        _delete = delete;
        if (pointer == 0) throw new TensorFlowException($"TensorFlow has no memory for another object ({kind}).", TensorFlowStatus.ResourceExhausted);
        _live.Add(kind);
        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        _delete(handle);
        _live.Remove(_kind);
        return true;
    }
}
