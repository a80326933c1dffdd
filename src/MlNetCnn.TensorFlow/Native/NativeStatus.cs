using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary><c>TF_Status</c>: how a call went.</summary>
internal sealed unsafe class NativeStatus(TensorFlowApi api) : IDisposable
{
    private readonly NativeObject _status = new(api, NativeKind.Status, api.NewStatus(), api.DeleteStatus);

    public nint Pointer => _status.Pointer;

    /// <summary>What went wrong, or null.</summary>
    /// <param name="doing">What was being done, for the message: <c>run the graph</c>.</param>
    public TensorFlowException? Failure(string doing)
    {
        var code = (TensorFlowStatus)api.GetCode(Pointer);
        if (code == TensorFlowStatus.Ok) return null;
        var message = Marshal.PtrToStringUTF8((nint)api.Message(Pointer)) ?? "";
        return new TensorFlowException($"TensorFlow {api.Release} could not {doing}: {message} ({code}){StatusAdvice.Of(code, message)}", code);
    }

    /// <summary>Throws where something went wrong.</summary>
    /// <exception cref="TensorFlowException">The message is TensorFlow's.</exception>
    public void ThrowIfFailed(string doing)
    {
        if (Failure(doing) is { } failure) throw failure;
    }

    public void Dispose() => _status.Dispose();
}
